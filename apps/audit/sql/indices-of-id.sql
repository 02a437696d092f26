-- The entries under one exchange or fact id: query, outcome, release. $3: size of the newest signed head.
select idx from notary.entry where epoch = $1 and id = $2 and idx < $3 order by idx
