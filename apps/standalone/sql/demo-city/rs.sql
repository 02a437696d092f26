-- 人社: D11, D12, D33. Contributions are kept as runs of months; the exchange reads a view with one row for each month.
create table register.contribution_run (
  id_no         text not null,
  ins_type      text not null,
  employer_uscc text,
  first_month   text not null,
  last_month    text not null,
  base_band     text not null,
  status        text not null,
  region6       text not null,
  primary key (id_no, ins_type, first_month)
);

create view register.insurance_contribution as
select id_no, ins_type, employer_uscc, to_char(month, 'YYYY-MM') as pay_month, base_band, status, region6
from register.contribution_run,
  generate_series(to_date(first_month, 'YYYY-MM'), to_date(last_month, 'YYYY-MM'), interval '1 month') as months(month);

create table register.pension (
  id_no        text primary key,
  pension_type text not null,
  amount_band  text not null,
  start_month  text not null,
  stop_month   text,
  status       text not null,
  payer_uscc   text not null,
  region6      text not null
);

create table register.employment (
  id_no         text primary key,
  status        text not null,
  reg_date      date not null,
  employer_uscc text,
  benefit_flag  boolean not null,
  benefit_end   text,
  region6       text not null
);
