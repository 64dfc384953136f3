"""The house style of models, held against dbt's manifest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from include.settings import PROJECT

Models = list[dict[str, Any]]
_LONGEST_MODEL_LINES = 120
_MOST_JOINS = 4
_NAMES = {
    "staging": r"stg_[a-z_]+?__[a-z_]+s(_[a-z]+)?",
    "intermediate": r"int_[a-z_]+",
    "marts": r"(dim|fct)_[a-z_]+s",
}


def layer_of(model: dict[str, Any]) -> str:
    return str(model["path"]).split("/")[0]


def source_of(model: dict[str, Any]) -> str:
    path: Path = PROJECT / "dbt_project" / model["original_file_path"]
    return path.read_text()


def against(models: Models, rule: Any) -> list[str]:
    """Names of the models for which the rule does not hold."""
    return [str(model["name"]) for model in models if not rule(model)]


def test_models_are_named_for_their_layer(models: Models) -> None:
    assert not against(models, lambda one: re.fullmatch(_NAMES[layer_of(one)], one["name"]))


def test_staging_models_are_named_for_their_folder(models: Models) -> None:
    staging = [model for model in models if layer_of(model) == "staging"]
    assert staging
    assert not against(
        staging, lambda one: one["name"].startswith(f"stg_{one['path'].split('/')[1]}__")
    )


def test_each_model_has_a_yml_of_its_own_stem(models: Models) -> None:
    assert not against(models, lambda one: Path(str(one["patch_path"] or "")).stem == one["name"])


def test_descriptions_open_with_the_grain(models: Models) -> None:
    assert not against(models, lambda one: one["description"].startswith("One row per "))


def test_each_column_in_yml_is_described(models: Models) -> None:
    silent = [
        f"{model['name']}.{name}"
        for model in models
        for name, column in model["columns"].items()
        if not column["description"]
    ]
    assert not silent


def test_each_table_tests_a_key(models: Models, manifest: dict[str, Any]) -> None:
    """A view is worked out anew for each test on it; its rows are tested where they are stored."""
    tested = {
        parent
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        for parent in node["depends_on"]["nodes"]
    }
    tables = [model for model in models if model["config"]["materialized"] == "table"]
    assert tables
    assert not against(tables, lambda one: one["unique_id"] in tested)


def test_staging_reads_one_source_and_joins_nothing(models: Models) -> None:
    staging = [model for model in models if layer_of(model) == "staging"]
    assert staging
    assert not against(staging, lambda one: len(one["sources"]) == 1)
    assert not against(staging, lambda one: " join " not in source_of(one))
    assert not against(staging, lambda one: one["config"]["materialized"] == "view")


def test_only_staging_reads_sources(models: Models) -> None:
    others = [model for model in models if layer_of(model) != "staging"]
    assert others
    assert not against(others, lambda one: not one["sources"])


def test_layers_read_only_downwards(models: Models, manifest: dict[str, Any]) -> None:
    order = {"seeds": 0, "staging": 0, "intermediate": 1, "marts": 2}
    layers = {
        node["unique_id"]: 0 if node["resource_type"] == "seed" else order[layer_of(node)]
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
    }

    def reads_downwards(model: dict[str, Any]) -> bool:
        own = layers[model["unique_id"]]
        return all(layers[p] <= own for p in model["depends_on"]["nodes"] if p in layers)

    assert not against(models, reads_downwards)


def test_marts_are_tables_under_contract_with_types(models: Models) -> None:
    marts = [model for model in models if layer_of(model) == "marts"]
    assert marts
    assert not against(marts, lambda one: one["config"]["materialized"] == "table")
    assert not against(marts, lambda one: one["config"]["contract"]["enforced"])
    assert not against(marts, lambda one: all(c["data_type"] for c in one["columns"].values()))


def test_the_published_tables_are_there(models: Models) -> None:
    marts = {model["name"] for model in models if layer_of(model) == "marts"}
    assert marts == {
        "fct_papers",
        "fct_author_links",
        "fct_methods",
        "fct_feed_entries",
        "fct_paper_versions",
        "dim_methods",
        "dim_authors",
        "dim_deliveries",
        "dim_paper_redirects",
    }


def test_models_are_short_enough_to_read(models: Models) -> None:
    assert not against(models, lambda one: source_of(one).count("\n") <= _LONGEST_MODEL_LINES)
    assert not against(
        models, lambda one: len(re.findall(r"\bjoin\b", source_of(one))) <= _MOST_JOINS
    )


def test_models_end_with_select_star_from_the_last_step(models: Models) -> None:
    assert not against(
        models, lambda one: re.search(r"\n\)\n\nselect \* from [a-z_]+\n$", source_of(one))
    )


def test_models_that_can_drop_rows_have_a_unit_test(
    models: Models, manifest: dict[str, Any]
) -> None:
    """A filter, an inner join or a dedupe loses rows; a unit test shows which."""
    tested = {one["model"] for one in manifest["unit_tests"].values()}
    dropping = [
        model
        for model in models
        if layer_of(model) != "staging"
        and re.search(r"\bqualify\b|\binner join\b|^\s+where\b", source_of(model), re.MULTILINE)
    ]
    assert dropping
    assert not against(dropping, lambda one: one["name"] in tested)


def test_seeds_are_described_and_keyed(manifest: dict[str, Any]) -> None:
    seeds = [node for node in manifest["nodes"].values() if node["resource_type"] == "seed"]
    assert seeds
    assert not against(seeds, lambda one: one["description"].startswith("One row per "))
    assert not against(seeds, lambda one: one["name"].startswith("ref_"))


def test_each_macro_has_a_file_of_its_own_name(manifest: dict[str, Any]) -> None:
    ours = [m for m in manifest["macros"].values() if m["package_name"] == "paperhouse"]
    macros = [m for m in ours if m["original_file_path"].startswith("macros/")]
    assert macros
    assert not against(macros, lambda one: Path(one["original_file_path"]).stem == one["name"])
