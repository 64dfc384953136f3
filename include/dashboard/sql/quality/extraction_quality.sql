select
    measure,
    status,
    precision,
    recall,
    f1,
    labelled_set,
    paper_count,
    measured_date,
    extractor_version
from meta.extraction_quality
order by measure
