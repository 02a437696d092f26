insert into register.resident (id_no, name, sex, ethnicity, birth_date, domicile_region, domicile_addr, household_no,
                               relation_to_head, death_mark, deregistered_on)
select *
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::boolean[], $11::date[])
