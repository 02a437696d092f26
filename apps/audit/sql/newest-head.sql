-- The newest signed head of an epoch. Its size bounds everything the read API serves.
select size, note from notary.checkpoint where epoch = $1 order by size desc limit 1
