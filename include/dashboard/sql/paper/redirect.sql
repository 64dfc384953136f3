select paper_key
from marts.dim_paper_redirects
where replaced_paper_key = $paper_key
limit 1
