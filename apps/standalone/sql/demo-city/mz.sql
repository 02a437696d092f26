-- 民政: D05 and D17.
create table register.marriage (
  cert_no       text primary key,
  party_a_id_no text not null,
  party_a_name  text not null,
  party_b_id_no text not null,
  party_b_name  text not null,
  kind          text not null,
  reg_date      date not null,
  reg_org_uscc  text not null
);
create index on register.marriage (party_a_id_no);
create index on register.marriage (party_b_id_no);

create table register.aided_family (
  family_no      text primary key,
  head_id_no     text not null,
  members        jsonb not null,
  member_id_nos  text[] not null,
  category       text not null,
  monthly_amount numeric(10, 2) not null,
  valid_from     date not null,
  valid_to       date not null,
  status         text not null,
  decision_no    text not null,
  region6        text not null
);
create index on register.aided_family (head_id_no);
create index on register.aided_family using gin (member_id_nos);
