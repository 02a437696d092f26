-- 残联: D18.
create table register.disability_certificate (
  id_no     text primary key,
  cert_no   text not null,
  kind      text not null,
  grade     text not null,
  issued_on date not null,
  valid_to  date not null,
  status    text not null,
  region6   text not null
);
