-- Full tiles of one level; a tile is written once, when its last hash arrives.
select n, data from notary.tile where epoch = $1 and level = $2 and n = any ($3::bigint[]) order by n
