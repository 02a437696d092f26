-- 交警: D16.
create table register.vehicle (
  id_no          text not null,
  plate          text primary key,
  plate_class    text not null,
  vin            text not null,
  vehicle_type   text not null,
  first_reg_date date not null,
  status         text not null,
  mortgaged      boolean not null,
  region6        text not null
);
create index on register.vehicle (id_no);
