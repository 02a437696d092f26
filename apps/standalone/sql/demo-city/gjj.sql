-- 公积金: D15. Account numbers stay here: they are shared with nobody.
create table register.housing_fund (
  id_no         text primary key,
  account_no    text not null,
  status        text not null,
  employer_uscc text,
  base_band     text not null,
  balance_band  text not null,
  last_paid     text not null,
  loan_flag     boolean not null,
  region6       text not null
);
