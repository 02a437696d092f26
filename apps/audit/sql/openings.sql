-- Openings of entries [$2, $3), of the listed ones only where $4 is a list; with what binds each to its entry.
select o.idx, e.id, e.body, o.bytes
from notary.opening_in o join notary.entry e on e.epoch = o.epoch and e.idx = o.idx
where o.epoch = $1 and o.idx >= $2 and o.idx < $3 and ($4::bigint[] is null or o.idx = any ($4))
order by o.idx
limit $5
