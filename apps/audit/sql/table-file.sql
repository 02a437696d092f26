-- A file by its hash, but never a dataset document: those are named by a publication, and asking for them takes a scope.
select convert_from(d.text, 'UTF8') as text
from notary.document d
where d.hash = $2
  and not exists (
    select
    from notary.st_dataset s
      join notary.entry e on e.epoch = s.epoch and e.idx = s.idx
    where s.epoch = $1 and convert_from(e.body, 'UTF8')::jsonb ->> 'schema' = $3
  )
