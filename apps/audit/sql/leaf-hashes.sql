-- Leaf hashes of entries [$2, $3), for the level-0 tile that is not full yet.
select leaf from notary.entry where epoch = $1 and idx >= $2 and idx < $3 order by idx
