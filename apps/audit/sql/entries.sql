-- Leaf bytes of entries [$2, $3), as they were hashed.
select body from notary.entry where epoch = $1 and idx >= $2 and idx < $3 order by idx
