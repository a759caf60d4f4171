-- Rights in the desk's database. Run as a superuser in that database after every migration; it repeats itself safely.
--
-- rotate_keys and verify_audit are run as desk_owner: wrapping anew is the only change to what was filed.
-- Deny by default: a table that stands in no line here can be touched by its owner alone.

BEGIN;

DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO desk_owner, desk_web, desk_courier', current_database());
END
$$;

ALTER SCHEMA public OWNER TO desk_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO desk_web, desk_courier;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, desk_web, desk_courier;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, desk_web, desk_courier;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO desk_web, desk_courier;

-- The web reads what was filed and never changes it; it files what a worker keys in, and writes decisions, messages and audit rows.
GRANT SELECT, INSERT ON desk_filedletter TO desk_web;
GRANT SELECT ON desk_setasideletter, desk_courierbeat, django_migrations TO desk_web;
GRANT SELECT ON django_content_type, auth_permission, auth_group, auth_group_permissions TO desk_web;
GRANT SELECT, INSERT, UPDATE ON desk_contact TO desk_web;
-- Leads keep the teams; the fallback team is never deleted, so no team is. A reason that was given stays as it is.
GRANT SELECT, INSERT, UPDATE ON desk_team TO desk_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON desk_teammember, desk_dutyday, desk_absence TO desk_web;
GRANT SELECT, INSERT, DELETE ON desk_nationalcode TO desk_web;
GRANT SELECT, INSERT ON desk_accessreason TO desk_web;
GRANT SELECT, INSERT ON desk_statuschange, desk_deskmessage, desk_outboxitem TO desk_web;
-- What workers write down is added and never changed; a date that holds no more is only marked so.
GRANT SELECT, INSERT ON desk_contactnote, desk_firstassessment, desk_decision, desk_outcome, desk_earlierarrival TO desk_web;
GRANT SELECT, INSERT ON desk_handover, desk_handoveranswer, desk_replytemplate, desk_helppage TO desk_web;
GRANT SELECT, INSERT, UPDATE (met_on, replaced_at) ON desk_contactdue TO desk_web, desk_courier;
GRANT SELECT, INSERT, UPDATE (seen_at) ON desk_contactopen TO desk_web;
GRANT SELECT, INSERT ON desk_joining, desk_suspicion TO desk_web;
-- Fingerprints are made when a letter is filed, by whom it is filed, and made anew; nothing in them is ever changed.
GRANT SELECT, INSERT, DELETE ON desk_fingerprint, desk_fingerprintedcontact TO desk_web, desk_courier;
-- A draft is its writer's own and ends by itself.
GRANT SELECT, INSERT, DELETE ON desk_deskdraft TO desk_web;
GRANT SELECT, INSERT, UPDATE ON desk_worker, account_emailaddress TO desk_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, mfa_authenticator TO desk_web;

-- The courier files letters and carries the outbox.
GRANT SELECT, INSERT ON desk_filedletter, desk_statuschange TO desk_courier;
GRANT SELECT, INSERT, UPDATE ON desk_contact, desk_setasideletter, desk_outboxitem, desk_courierbeat TO desk_courier;
-- It routes by the teams and writes to their duty addresses. Of the workers it knows the names and the teams, because a
-- client's contact goes to their own worker first; their addresses and passwords are none of its business.
GRANT SELECT ON desk_team TO desk_courier;
GRANT SELECT (id, name, role, is_active) ON desk_worker TO desk_courier;
GRANT SELECT (team_id, worker_id) ON desk_teammember TO desk_courier;
-- It makes and sends the mails; the web counts for the monitor what waits.
GRANT SELECT, INSERT, UPDATE ON desk_outgoingmail, desk_notice TO desk_courier;
-- It asks whether an item of the outbox is a message, and cannot read what was written.
GRANT SELECT (outbox_id) ON desk_deskmessage TO desk_courier;
GRANT SELECT ON desk_outgoingmail TO desk_web;

-- The audit log grows and never changes.
GRANT SELECT, INSERT ON vault_auditentry TO desk_web, desk_courier;
GRANT SELECT, INSERT ON vault_auditmention TO desk_web, desk_courier;

COMMIT;
