SHELL := /bin/bash
lint-python:
	TUKIPORTTI_ENV=dev .venv/bin/ruff check . && TUKIPORTTI_ENV=dev .venv/bin/ruff format --check . && TUKIPORTTI_ENV=dev .venv/bin/mypy && .venv/bin/lint-imports
