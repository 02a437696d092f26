-- 自然资源: D14.
create table register.real_estate (
  unit_no       text primary key,
  cert_no       text not null,
  owner_kind    text not null,
  owner_id_no   text,
  owner_uscc    text,
  owner_name    text not null,
  share_pct     numeric(5, 2) not null,
  co_ownership  text not null,
  area          numeric(12, 2) not null,
  use           text not null,
  location      text not null,
  registered_on date not null,
  mortgaged     boolean not null,
  sealed        boolean not null
);
create index on register.real_estate (owner_id_no);
create index on register.real_estate (cert_no);
