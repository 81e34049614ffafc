"""All experiments, in the order in which they are conducted: one module for each subject."""

from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import (
    batches,
    counters,
    creates,
    deletes,
    limits,
    lists,
    names,
    preconditions,
    replica,
    revisions,
    services,
    skill_bulk,
    skill_dependencies,
    skill_forms,
    skill_hours,
    skill_references,
    skill_values,
    writes,
)

EXPERIMENTS: tuple[Experiment, ...] = (
    *revisions.EXPERIMENTS,
    *preconditions.EXPERIMENTS,
    *counters.EXPERIMENTS,
    *creates.EXPERIMENTS,
    *writes.EXPERIMENTS,
    *deletes.EXPERIMENTS,
    *names.EXPERIMENTS,
    *batches.EXPERIMENTS,
    *lists.EXPERIMENTS,
    *limits.EXPERIMENTS,
    *skill_forms.EXPERIMENTS,
    *skill_values.EXPERIMENTS,
    *skill_hours.EXPERIMENTS,
    *skill_references.EXPERIMENTS,
    *skill_dependencies.EXPERIMENTS,
    *skill_bulk.EXPERIMENTS,
    *replica.EXPERIMENTS,
    *services.EXPERIMENTS,  # last, because it counts the requests of the others
)
