-- 公安: as schemas/datasets/D01/mapping.json reads it.
create table register.resident (
  id_no            text primary key,
  name             text not null,
  sex              text not null,
  ethnicity        text not null,
  birth_date       date not null,
  domicile_region  text not null,
  domicile_addr    text not null,
  household_no     text not null,
  relation_to_head text not null,
  death_mark       boolean not null,
  deregistered_on  date
);
