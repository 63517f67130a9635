-- Two accounts for Handrail. The database's administrator runs this once, on Handrail's empty database:
--     psql --dbname handrail --file tools/postgres/accounts.sql
-- and then gives each account its password with \password.

do $$
begin
  -- Owns the tables. Only the upgrade of the schema at the program's start uses it.
  if not exists (select from pg_roles where rolname = 'handrail_owner') then
    create role handrail_owner login;
  end if;
  -- Does the program's work. It owns nothing; the schema takes back what it must not do to the audit trail.
  if not exists (select from pg_roles where rolname = 'handrail') then
    create role handrail login;
  end if;
end;
$$;

grant usage, create on schema public to handrail_owner;
grant usage on schema public to handrail;
alter default privileges for role handrail_owner in schema public
  grant select, insert, update, delete on tables to handrail;
alter default privileges for role handrail_owner in schema public
  grant usage, select on sequences to handrail;
