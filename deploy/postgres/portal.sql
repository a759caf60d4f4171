-- Rights in the portal's database. Run as a superuser in that database after every migration; it repeats itself safely.
--
-- roles.toml says the same as a table, and tests/desk/test_roles.py tries every cell of it by the roles themselves.

BEGIN;

DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT CONNECT ON DATABASE %I TO portal_owner, portal_web, portal_courier, portal_broom', current_database()
  );
END
$$;

ALTER SCHEMA public OWNER TO portal_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_web, portal_courier, portal_broom;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, portal_web, portal_courier, portal_broom;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, portal_web, portal_courier, portal_broom;

-- Content, catalogue, drafts: the web's ordinary work. The letter box and the record of migrations are not.
DO $$
DECLARE
  one regclass;
BEGIN
  FOR one IN
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname NOT IN ('intake_letter', 'intake_boxitem', 'django_migrations')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO portal_web', one);
  END LOOP;
END
$$;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_web;
GRANT SELECT ON django_migrations TO portal_web;

-- The letter box: the web drops letters in and sees only that they lie there; what it drops it cannot take out again.
GRANT INSERT, SELECT (reference, box_key, arrival, taken_at) ON intake_letter TO portal_web;
GRANT SELECT ON intake_boxitem TO portal_web;
GRANT SELECT, UPDATE (taken_at) ON intake_letter TO portal_courier;
GRANT INSERT ON intake_boxitem TO portal_courier;
GRANT SELECT (id, taken_at), DELETE ON intake_letter TO portal_broom;
-- A sender may have the box emptied: then the broom ends its items, and erases them as it erases all that has ended.
GRANT SELECT (id, ended_at), UPDATE (ended_at), DELETE ON intake_boxitem TO portal_broom;

-- Row-level security says the same once more. Without a policy for SELECT a role reads no row at all.
ALTER TABLE intake_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_boxitem ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS web_sees_letters ON intake_letter;
DROP POLICY IF EXISTS web_drops_letters ON intake_letter;
DROP POLICY IF EXISTS courier_reads_letters ON intake_letter;
DROP POLICY IF EXISTS courier_takes_letters_once ON intake_letter;
DROP POLICY IF EXISTS broom_sees_letters ON intake_letter;
DROP POLICY IF EXISTS broom_erases_taken_letters ON intake_letter;
DROP POLICY IF EXISTS web_reads_boxes ON intake_boxitem;
DROP POLICY IF EXISTS courier_fills_boxes ON intake_boxitem;
DROP POLICY IF EXISTS broom_sees_boxes ON intake_boxitem;
DROP POLICY IF EXISTS broom_ends_items ON intake_boxitem;
DROP POLICY IF EXISTS broom_erases_ended_items ON intake_boxitem;

CREATE POLICY web_sees_letters ON intake_letter FOR SELECT TO portal_web USING (true);
CREATE POLICY web_drops_letters ON intake_letter FOR INSERT TO portal_web WITH CHECK (taken_at IS NULL);
CREATE POLICY courier_reads_letters ON intake_letter FOR SELECT TO portal_courier USING (true);
CREATE POLICY courier_takes_letters_once ON intake_letter FOR UPDATE TO portal_courier
  USING (taken_at IS NULL) WITH CHECK (taken_at IS NOT NULL);
CREATE POLICY broom_sees_letters ON intake_letter FOR SELECT TO portal_broom USING (true);
-- The waiting time stands here too. LETTER_KEEP_HOURS may be longer; to make it shorter, this line is changed as well.
CREATE POLICY broom_erases_taken_letters ON intake_letter FOR DELETE TO portal_broom
  USING (taken_at < now() - interval '24 hours');
CREATE POLICY web_reads_boxes ON intake_boxitem FOR SELECT TO portal_web USING (true);
CREATE POLICY courier_fills_boxes ON intake_boxitem FOR INSERT TO portal_courier WITH CHECK (true);
CREATE POLICY broom_sees_boxes ON intake_boxitem FOR SELECT TO portal_broom USING (true);
CREATE POLICY broom_ends_items ON intake_boxitem FOR UPDATE TO portal_broom
  USING (true) WITH CHECK (ended_at <= clock_timestamp());
CREATE POLICY broom_erases_ended_items ON intake_boxitem FOR DELETE TO portal_broom USING (ended_at < now());

COMMIT;
