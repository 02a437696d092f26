-- The two round trips of a batch (ledger.md section 5). Arrays of bytea travel as one bytea and their cut points,
-- because pg writes arrays as hex text: twice the bytes, and a tenth of the throughput (prototype.md section 5).

-- Element n (from 1) of a packed column; cuts has one number more than there are elements and starts with 0.
create function piece(p_packed bytea, p_cuts int[], p_n bigint) returns bytea
  language sql immutable parallel safe
  return substr(p_packed, p_cuts[p_n::int] + 1, p_cuts[p_n::int + 1] - p_cuts[p_n::int]);

-- First round trip. Everything a batch may read that the sequencer does not hold in memory:
--   clock     the server's time, to refuse deciding with a wrong clock
--   id        entries under the ids of the batch, in the epochs asked: dedup, outcomes, conflicts (body, dedup, the header h)
--   ref       entries of this epoch that facts or outcomes point at
--   consent   consents by (sub, cons, prov, ds), by index, and those that failed queries give back, with their counters
--   guardian  guardians by index and those of the consents found
create function load_batch(
  p_epoch text, p_epochs text[], p_ids bytea, p_refs bigint[], p_failed bytea,
  p_sub text[], p_cons text[], p_prov text[], p_ds text[]
) returns table (part text, epoch text, idx bigint, ended bigint, dedup bytea, body bytea, h bytea, counters jsonb, ms double precision)
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query select 'clock', p_epoch, 0::bigint, 0::bigint, ''::bytea, ''::bytea, ''::bytea, '[]'::jsonb,
    extract(epoch from clock_timestamp())::double precision * 1000;
  return query
    select 'id', e.epoch, e.idx, 0::bigint, e.dedup, e.body, coalesce(s.h, ''::bytea), '[]'::jsonb, 0::double precision
    from notary.entry e left join notary.submission s on s.epoch = e.epoch and s.idx = e.idx
    where e.epoch = any (p_epochs)
      and e.id = any (array(select substr(p_ids, g * 16 + 1, 16) from generate_series(0, length(p_ids) / 16 - 1) g))
    order by e.epoch, e.idx;
  if cardinality(p_refs) > 0 then
    return query
      select 'ref', e.epoch, e.idx, 0::bigint, e.dedup, e.body, ''::bytea, '[]'::jsonb, 0::double precision
      from notary.entry e where e.epoch = p_epoch and e.idx = any (p_refs);
  end if;
  if cardinality(p_refs) > 0 or cardinality(p_sub) > 0 or length(p_failed) > 0 then
    return query
      with wanted as (
        select c.idx, c.ended from notary.st_consent c
          join unnest(p_sub, p_cons, p_prov, p_ds) k (sub, cons, prov, ds)
            on c.sub = k.sub and c.cons = k.cons and c.prov = k.prov and c.ds = k.ds
          where c.epoch = p_epoch
        union
        select c.idx, c.ended from notary.st_consent c where c.epoch = p_epoch and c.idx = any (p_refs)
        union
        select c.idx, c.ended from notary.st_consent c where c.epoch = p_epoch and c.idx in (
          select (convert_from(e.body, 'UTF8')::jsonb #>> '{use,c}')::bigint from notary.entry e
          where e.epoch = p_epoch
            and e.id = any (array(select substr(p_failed, g * 16 + 1, 16) from generate_series(0, length(p_failed) / 16 - 1) g)))
      ), consents as (
        select w.idx, w.ended, e.dedup, e.body,
          coalesce((select jsonb_agg(jsonb_build_object('period', t.period, 'n', t.n)) from notary.st_counter t
            where t.epoch = p_epoch and t.kind = 'consent' and t.ref = w.idx::text), '[]'::jsonb) as counters
        from wanted w join notary.entry e on e.epoch = p_epoch and e.idx = w.idx
      )
      select 'consent', p_epoch, c.idx, c.ended, c.dedup, c.body, ''::bytea, c.counters, 0::double precision from consents c
      union all
      select 'guardian', p_epoch, g.idx, g.ended, e.dedup, e.body, ''::bytea, '[]'::jsonb, 0::double precision
      from notary.st_guardian g join notary.entry e on e.epoch = p_epoch and e.idx = g.idx
      where g.epoch = p_epoch and (g.idx = any (p_refs)
        or g.idx in (select (convert_from(c.body, 'UTF8')::jsonb ->> 'gd')::bigint from consents c));
  end if;
end
$$;

-- Second round trip, one transaction by itself. Raises SN001 when the head or the offset is not what the caller believes:
-- another notary has written, or the same records were taken twice. Nothing is kept then.
create function append_batch(
  p_epoch text, p_old_size bigint, p_old_root bytea, p_new_size bigint, p_new_root bytea, p_at timestamptz,
  p_topic text, p_part bigint, p_cluster text, p_old_next bigint, p_new_next bigint,
  p_ids bytea, p_dedups bytea, p_leaves bytea, p_bodies bytea, p_body_cuts int[],
  p_sub_idx bigint[], p_hs bytea, p_h_cuts int[], p_ticks bytea, p_tick_cuts int[],
  p_open_idx bigint[], p_opens bytea, p_open_cuts int[],
  p_okids bytea, p_jwes bytea, p_jwe_cuts int[],
  p_doc_hashes bytea, p_docs bytea, p_doc_cuts int[],
  p_out_idx bigint[], p_out_topic text[], p_out_deadline timestamptz[], p_outs bytea, p_out_cuts int[],
  p_tile_level bigint[], p_tile_n bigint[], p_tiles bytea,
  p_note bytea, p_replaced_checkpoint bigint, p_state jsonb
) returns void language plpgsql as $$
begin
  update notary.consumed set next = p_new_next
    where topic = p_topic and part = p_part and cluster = p_cluster and next = p_old_next;
  if not found then
    raise exception 'the offset of % is not %', p_topic, p_old_next using errcode = 'SN001';
  end if;
  insert into notary.opening_key (okid, jwe)
    select substr(p_okids, (n::int - 1) * 16 + 1, 16), notary.piece(p_jwes, p_jwe_cuts, n)
    from generate_series(1, cardinality(p_jwe_cuts) - 1) n
    on conflict (okid) do nothing;
  if p_new_size = p_old_size then
    return;
  end if;
  update notary.head set size = p_new_size, root = p_new_root, at = p_at
    where epoch = p_epoch and size = p_old_size and root = p_old_root and state = 'open';
  if not found then
    raise exception 'the head of % is not at %', p_epoch, p_old_size using errcode = 'SN001';
  end if;
  insert into notary.entry (epoch, idx, id, dedup, body, leaf)
    select p_epoch, p_old_size + n - 1, substr(p_ids, (n::int - 1) * 16 + 1, 16), substr(p_dedups, (n::int - 1) * 32 + 1, 32),
      notary.piece(p_bodies, p_body_cuts, n), substr(p_leaves, (n::int - 1) * 32 + 1, 32)
    from generate_series(1, p_new_size - p_old_size) n;
  insert into notary.submission (epoch, idx, h, tick)
    select p_epoch, i, notary.piece(p_hs, p_h_cuts, n), notary.piece(p_ticks, p_tick_cuts, n)
    from unnest(p_sub_idx) with ordinality u (i, n);
  insert into notary.opening_in (epoch, idx, bytes)
    select p_epoch, i, notary.piece(p_opens, p_open_cuts, n) from unnest(p_open_idx) with ordinality u (i, n);
  insert into notary.document (hash, text)
    select substr(p_doc_hashes, (n::int - 1) * 32 + 1, 32), notary.piece(p_docs, p_doc_cuts, n)
    from generate_series(1, cardinality(p_doc_cuts) - 1) n
    on conflict (hash) do nothing;
  insert into notary.outbox (epoch, idx, topic, deadline, message)
    select p_epoch, i, t, d, notary.piece(p_outs, p_out_cuts, n)
    from unnest(p_out_idx, p_out_topic, p_out_deadline) with ordinality u (i, t, d, n);
  insert into notary.tile (epoch, level, n, data)
    select p_epoch, l, t, substr(p_tiles, (n::int - 1) * 8192 + 1, 8192)
    from unnest(p_tile_level, p_tile_n) with ordinality u (l, t, n);
  if p_replaced_checkpoint >= 0 then
    delete from notary.checkpoint where epoch = p_epoch and size = p_replaced_checkpoint and not witnessed;
  end if;
  insert into notary.checkpoint (epoch, size, note, witnessed) values (p_epoch, p_new_size, p_note, false);
  perform notary.keep_state(p_epoch, p_state);
end
$$;

-- Decision state of a batch: {added: {d, g, s, gd, key: [idx], c: [{idx, sub, cons, prov, ds}]}, ended: {d, g, s, gd, c: [[idx, by]]}, counters: [{kind, ref, period, n}], rules?: {rules, p}}.
create function keep_state(p_epoch text, p_state jsonb) returns void language plpgsql as $$
begin
  if p_state ? 'facts' then
    insert into notary.st_dataset (epoch, idx, ended) select p_epoch, v::bigint, 0 from jsonb_array_elements_text(p_state #> '{facts,added,d}') v;
    insert into notary.st_grant (epoch, idx, ended) select p_epoch, v::bigint, 0 from jsonb_array_elements_text(p_state #> '{facts,added,g}') v;
    insert into notary.st_suspension (epoch, idx, ended) select p_epoch, v::bigint, 0 from jsonb_array_elements_text(p_state #> '{facts,added,s}') v;
    insert into notary.st_guardian (epoch, idx, ended) select p_epoch, v::bigint, 0 from jsonb_array_elements_text(p_state #> '{facts,added,gd}') v;
    insert into notary.st_key (epoch, idx) select p_epoch, v::bigint from jsonb_array_elements_text(p_state #> '{facts,added,key}') v;
    insert into notary.st_consent (epoch, idx, ended, sub, cons, prov, ds)
      select p_epoch, r.idx, 0, r.sub, r.cons, r.prov, r.ds
      from jsonb_to_recordset(p_state #> '{facts,added,c}') r (idx bigint, sub text, cons text, prov text, ds text);
    update notary.st_dataset t set ended = (v ->> 1)::bigint from jsonb_array_elements(p_state #> '{facts,ended,d}') v where epoch = p_epoch and idx = (v ->> 0)::bigint;
    update notary.st_grant t set ended = (v ->> 1)::bigint from jsonb_array_elements(p_state #> '{facts,ended,g}') v where epoch = p_epoch and idx = (v ->> 0)::bigint;
    update notary.st_suspension t set ended = (v ->> 1)::bigint from jsonb_array_elements(p_state #> '{facts,ended,s}') v where epoch = p_epoch and idx = (v ->> 0)::bigint;
    update notary.st_guardian t set ended = (v ->> 1)::bigint from jsonb_array_elements(p_state #> '{facts,ended,gd}') v where epoch = p_epoch and idx = (v ->> 0)::bigint;
    update notary.st_consent t set ended = (v ->> 1)::bigint from jsonb_array_elements(p_state #> '{facts,ended,c}') v where epoch = p_epoch and idx = (v ->> 0)::bigint;
  end if;
  insert into notary.st_counter as t (epoch, kind, ref, period, n)
    select p_epoch, r.kind, r.ref, r.period, r.n
    from jsonb_to_recordset(p_state -> 'counters') r (kind text, ref text, period text, n bigint)
    on conflict (epoch, kind, ref, period) do update set n = excluded.n where t.n <> excluded.n;
  if p_state ? 'rules' then
    insert into notary.st_rules (epoch, rules, p)
      values (p_epoch, (p_state #>> '{rules,rules}')::bigint, (p_state #>> '{rules,p}')::bigint)
      on conflict (epoch) do update set rules = excluded.rules, p = excluded.p;
  end if;
end
$$;
