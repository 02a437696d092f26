-- 税务: D09 and D10.
create table register.tax_status (
  uscc              text,
  id_no             text,
  tax_status        text not null,
  credit_level      text not null,
  credit_year       text not null,
  arrears_flag      boolean not null,
  arrears_amount    numeric(18, 2) not null,
  clearance_flag    boolean not null,
  cleared_at        date,
  clearance_case_no text,
  region6           text not null,
  check ((uscc is null) <> (id_no is null))
);
create index on register.tax_status (uscc);
create index on register.tax_status (id_no);

create table register.personal_income (
  id_no          text not null,
  tax_year       text not null,
  income_band    text not null,
  tax_paid_band  text not null,
  employer_count integer not null,
  region6        text not null,
  primary key (id_no, tax_year)
);
