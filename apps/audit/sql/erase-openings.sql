-- Changes to openings under one erasure, in one transaction; the function looks whether the log covers each. An empty `rest` stands for none.
select u.idx
from unnest($4::bigint[], $5::bytea[], $6::bytea[]) u (idx, was, rest)
where notary.erase_opening($1, u.idx, $2, $3, u.was, nullif(u.rest, ''::bytea))
