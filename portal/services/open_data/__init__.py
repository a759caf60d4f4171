"""The catalogue as open data: the API, tables, Open Referral records, linked data and addresses for search engines."""
