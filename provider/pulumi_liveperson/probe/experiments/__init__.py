"""All experiments, in the order in which they are conducted: one module for each subject."""

from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import (
    revisions,
    skill_bulk,
    skill_dependencies,
    skill_forms,
    skill_hours,
    skill_references,
    skill_values,
)

EXPERIMENTS: tuple[Experiment, ...] = (
    *revisions.EXPERIMENTS,
    *skill_forms.EXPERIMENTS,
    *skill_values.EXPERIMENTS,
    *skill_hours.EXPERIMENTS,
    *skill_references.EXPERIMENTS,
    *skill_dependencies.EXPERIMENTS,
    *skill_bulk.EXPERIMENTS,
)
