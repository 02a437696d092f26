-- The log and what belongs to it (ledger.md section 5). One schema holds the epochs of one shard.
-- Hashes are 32 raw bytes, ids 16 raw bytes; `entry.body` is the leaf text as it was hashed, `entry.leaf` its leaf hash.

create table head (
  epoch  text        not null primary key,
  origin text        not null unique,
  size   bigint      not null check (size >= 0),
  root   bytea       not null check (length(root) = 32),
  at     timestamptz not null,
  state  text        not null check (state in ('open', 'closed', 'frozen'))
);

create table entry (
  epoch text   not null,
  idx   bigint not null,
  id    bytea  not null check (length(id) = 16),
  dedup bytea  not null check (length(dedup) = 32),
  body  bytea  not null check (length(body) <= 16384),
  leaf  bytea  not null check (length(leaf) = 32),
  primary key (epoch, idx),
  unique (epoch, dedup)
) partition by list (epoch);

create index entry_by_id on entry (epoch, id);

-- Full tiles only: 256 hashes. Partial level-0 tiles are read from entry.leaf, higher ones from full tiles below.
create table tile (
  epoch text   not null,
  level bigint not null,
  n     bigint not null,
  data  bytea  not null check (length(data) = 8192),
  primary key (epoch, level, n)
);

create table checkpoint (
  epoch     text    not null,
  size      bigint  not null,
  note      bytea   not null,
  witnessed boolean not null,
  primary key (epoch, size)
);

-- The signed header as it was submitted, and the seal of its tick with the path of this item: {by, kid, n, i, path, sig}.
create table submission (
  epoch text   not null,
  idx   bigint not null,
  h     bytea  not null,
  tick  bytea  not null,
  primary key (epoch, idx)
);

create table opening_in (
  epoch text   not null,
  idx   bigint not null,
  bytes bytea  not null,
  primary key (epoch, idx)
);

create table opening_key (
  okid bytea not null primary key check (length(okid) = 16),
  jwe  bytea not null
);

create table document (
  hash bytea not null primary key check (length(hash) = 32),
  text bytea not null
);

create table outbox (
  epoch    text        not null,
  idx      bigint      not null,
  topic    text        not null,
  deadline timestamptz not null,
  message  bytea       not null,
  primary key (epoch, idx, topic)
);

create table consumed (
  topic   text   not null,
  part    bigint not null,
  cluster text   not null,
  next    bigint not null,
  primary key (topic, part)
);

-- Decision state, rebuilt by replay. `ended` is the index of the entry that ended it; 0 while it stands (index 0 opens the epoch and ends nothing).
create table st_dataset    (epoch text not null, idx bigint not null, ended bigint not null, primary key (epoch, idx));
create table st_grant      (epoch text not null, idx bigint not null, ended bigint not null, primary key (epoch, idx));
create table st_suspension (epoch text not null, idx bigint not null, ended bigint not null, primary key (epoch, idx));
create table st_guardian   (epoch text not null, idx bigint not null, ended bigint not null, primary key (epoch, idx));
create table st_consent (
  epoch text   not null,
  idx   bigint not null,
  ended bigint not null,
  sub   text   not null,
  cons  text   not null,
  prov  text   not null,
  ds    text   not null,
  primary key (epoch, idx)
);
create index st_consent_by_key on st_consent (epoch, sub, cons, prov, ds);

-- key.changed entries, so that a start need not read the whole log to know which keys are in force.
create table st_key (epoch text not null, idx bigint not null, primary key (epoch, idx));

create table st_rules (
  epoch text   not null primary key,
  rules bigint not null,
  p     bigint not null
);

-- kind: grant.day, grant.total, consent, budget.day, budget.month; ref and period as libs/decision names them.
create table st_counter (
  epoch  text   not null,
  kind   text   not null,
  ref    text   not null,
  period text   not null,
  n      bigint not null check (n >= 0),
  primary key (epoch, kind, ref, period)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'SN002';
end
$$;

create trigger entry_is_final before update or delete on entry for each row execute function refuse_change();
create trigger submission_is_final before update or delete or truncate on submission execute function refuse_change();
create trigger tile_is_final before update or delete or truncate on tile execute function refuse_change();
create trigger document_is_final before update or delete or truncate on document execute function refuse_change();
create trigger entry_stays before truncate on entry execute function refuse_change();

-- Opens an epoch: its partition and its head at size 0. Nothing happens when it is there already.
create function open_epoch(p_epoch text, p_origin text, p_at timestamptz) returns void language plpgsql as $$
declare
  partition text := 'entry_' || regexp_replace(p_epoch, '[^a-z0-9]', '_', 'g');
begin
  if exists (select from notary.head where epoch = p_epoch) then
    return;
  end if;
  execute format('create table notary.%I partition of notary.entry for values in (%L)', partition, p_epoch);
  -- Statement triggers of the parent do not fire for a partition named directly.
  execute format('create trigger entry_stays before truncate on notary.%I execute function notary.refuse_change()', partition);
  insert into notary.head (epoch, origin, size, root, at, state) values (p_epoch, p_origin, 0, sha256(''::bytea), p_at, 'open');
end
$$;
