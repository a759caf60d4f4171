-- The roles of both databases. Run once for each cluster, as a superuser; running it again changes nothing.
--
-- No role here owns what it works on but the two owners, who migrate and do nothing else. How each role signs in
-- (a password, a certificate, peer) is the county's own choice: set it with ALTER ROLE after this.
--
--   portal_owner    migrates the portal's database
--   portal_web      the portal's processes
--   portal_courier  the courier's way into the letter box
--   portal_broom    the courier's second way: erases what is over
--   desk_owner      migrates the desk's database
--   desk_web        the desk's web process
--   desk_courier    the courier in the desk's database

DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY[
    'portal_owner', 'portal_web', 'portal_courier', 'portal_broom', 'desk_owner', 'desk_web', 'desk_courier'
  ]
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I', role_name);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', role_name
    );
  END LOOP;
END
$$;
