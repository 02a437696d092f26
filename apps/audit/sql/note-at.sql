-- The signed head of one size, if it is kept: the newest, one a minute and the witnessed ones are.
select note from notary.checkpoint where epoch = $1 and size = $2
