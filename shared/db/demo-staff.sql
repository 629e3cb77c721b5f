-- Demo accounts; the password of both is "croissants-for-everybody".
insert into staff_accounts (name, role, is_demo, password_hash)
select name, role, true, '$scrypt$ln=15,r=8,p=3$QRZd7ClWzZWYzLZOCMyDdQ==$8LPcTRC750FIW9/IGKeDsOE2x+w07kTfF07FVE5IErY='
from (values ('manager', 'manager'), ('baker', 'baker')) as demo (name, role)
where not exists (select from staff_accounts);
