-- 教育: D19.
create table register.student (
  id_no           text primary key,
  student_no      text not null unique,
  school_code     text not null,
  school_name     text not null,
  stage           text not null,
  grade           integer not null,
  status          text not null,
  "from"          date not null,
  "to"            date,
  guardian_id_nos text[] not null,
  region6         text not null
);
