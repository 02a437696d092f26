-- Erasure of openings (ledger.md section 4): the log decides here too. Nobody but the owner may touch opening_in and
-- opening_key; who may erase calls these functions, which look into the log first. Leaves are never touched: the commitment
-- stays, what opened it is gone. Refusals: SN003.

-- Since when the notary has the key. It was made at most one hour before: a content key serves one hour (protocol.md section 4).
alter table opening_key add column at timestamptz not null default now();

-- The leaf of an `opening.erased`; raises for any other entry.
create function erasure_at(p_epoch text, p_idx bigint) returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare
  erasure jsonb;
begin
  select convert_from(e.body, 'UTF8')::jsonb into erasure from notary.entry e where e.epoch = p_epoch and e.idx = p_idx;
  if erasure ->> 'k' is distinct from 'opening.erased' then
    raise exception 'entry % of % is no opening.erased', p_idx, p_epoch using errcode = 'SN003';
  end if;
  return erasure;
end
$$;

-- Puts `p_rest` in the place of one opening, or removes the opening when `p_rest` is null. The erasure stands at p_erasure_idx
-- of p_erasure_epoch and must speak of this entry and of a field that it commits to. That nothing but these fields goes, only
-- the audit can see to: it alone can open.
-- `p_was`: SHA-256 of the opening as it was read. False, and nothing changed, when it is gone or another by now: two erasures
-- of two fields at once must not bring back each other's.
create function erase_opening(
  p_epoch text, p_idx bigint, p_erasure_epoch text, p_erasure_idx bigint, p_was bytea, p_rest bytea
) returns boolean language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  erasure constant jsonb := notary.erasure_at(p_erasure_epoch, p_erasure_idx);
  reach constant jsonb := erasure -> 'of';
  covers boolean;
  committed jsonb;
  current bytea;
begin
  if coalesce(erasure ->> 'ep', p_erasure_epoch) <> p_epoch then
    raise exception 'the erasure at % of % speaks of another epoch than %', p_erasure_idx, p_erasure_epoch, p_epoch
      using errcode = 'SN003';
  end if;
  -- What came after the erasure was not meant by it, whatever its range says.
  covers := case jsonb_typeof(reach)
    when 'array' then reach @> to_jsonb(p_idx)
    else p_idx >= (reach ->> 'from')::bigint and p_idx < (reach ->> 'to')::bigint
  end;
  if covers is not true or (p_epoch = p_erasure_epoch and p_idx >= p_erasure_idx) then
    raise exception 'the erasure at % of % does not cover entry %', p_erasure_idx, p_erasure_epoch, p_idx using errcode = 'SN003';
  end if;
  select convert_from(e.body, 'UTF8')::jsonb -> 'c' into committed from notary.entry e where e.epoch = p_epoch and e.idx = p_idx;
  if not exists (select from jsonb_array_elements_text(erasure -> 'f') f where committed ? f) then
    raise exception 'entry % commits to none of the fields that the erasure at % of % names', p_idx, p_erasure_idx, p_erasure_epoch
      using errcode = 'SN003';
  end if;
  select o.bytes into current from notary.opening_in o where o.epoch = p_epoch and o.idx = p_idx for update;
  if current is null or sha256(current) is distinct from p_was then
    return false;
  end if;
  if p_rest is null then
    delete from notary.opening_in o where o.epoch = p_epoch and o.idx = p_idx;
    return true;
  end if;
  -- `<okid>.`: there it is seen whether a content key is still in use.
  if substr(current, 1, 23) <> substr(p_rest, 1, 23) then
    raise exception 'what is left of opening % stays under its own content key', p_idx using errcode = 'SN003';
  end if;
  update notary.opening_in o set bytes = p_rest where o.epoch = p_epoch and o.idx = p_idx;
  return true;
end
$$;

-- Removes the content keys that no opening of any epoch uses any more. A key is left alone until two hours after the notary
-- got it: the sealer may use it for the rest of its hour, and whatever was submitted before this erasure is in the log before it.
create function destroy_unused_keys(p_erasure_epoch text, p_erasure_idx bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  decided constant timestamptz := (notary.erasure_at(p_erasure_epoch, p_erasure_idx) ->> 'at')::timestamptz;
  destroyed bigint;
begin
  delete from notary.opening_key k
    where k.at < decided - interval '2 hours'
      and not exists (
        select from notary.opening_in o
        where substr(o.bytes, 1, 22) = convert_to(rtrim(translate(encode(k.okid, 'base64'), '+/', '-_'), '='), 'UTF8')
      );
  get diagnostics destroyed = row_count;
  return destroyed;
end
$$;

-- Functions are everybody's unless said otherwise.
revoke all on function erasure_at(text, bigint) from public;
revoke all on function erase_opening(text, bigint, text, bigint, bytea, bytea) from public;
revoke all on function destroy_unused_keys(text, bigint) from public;
