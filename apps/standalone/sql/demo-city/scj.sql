-- 市场监管: D06, D07, D08, D29.
create table register.enterprise (
  uscc            text primary key,
  name            text not null,
  former_names    text[] not null,
  ent_type        text not null,
  legal_rep_name  text not null,
  legal_rep_id_no text not null,
  reg_capital     numeric(18, 2) not null,
  currency        text not null,
  est_date        date not null,
  valid_to        date,
  reg_org_uscc    text not null,
  reg_state       text not null,
  address         text not null,
  region6         text not null,
  scope           text not null,
  industry        text not null
);
create index on register.enterprise (legal_rep_id_no);

create table register.irregularity (
  uscc            text not null,
  list_type       text not null,
  reason          text not null,
  decision_no     text primary key,
  decided_by_uscc text not null,
  in_date         date not null,
  out_date        date,
  out_reason      text,
  region6         text not null
);
create index on register.irregularity (uscc);

create table register.product_check (
  uscc       text not null,
  product    text not null,
  batch_no   text not null,
  sampled_at date not null,
  result     text not null,
  defects    text[] not null,
  report_no  text primary key,
  lab_uscc   text not null,
  region6    text not null
);
create index on register.product_check (uscc);

create table register.random_inspection (
  plan_no      text not null,
  uscc         text not null,
  dept_uscc    text not null,
  inspectors   text[] not null,
  date         date not null,
  items        text[] not null,
  result       text not null,
  published_at timestamptz not null,
  draw_digest  text not null,
  region6      text not null
);
create index on register.random_inspection (uscc);
create index on register.random_inspection (plan_no);
