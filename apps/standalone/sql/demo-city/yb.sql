-- 医保: D13. Treatments stay here: they are shared with nobody.
create table register.medical_insurance (
  id_no        text primary key,
  ins_type     text not null,
  region6      text not null,
  status       text not null,
  paid_through text not null,
  treatments   jsonb not null
);
