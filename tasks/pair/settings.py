"""Settings of the `pair` stage."""

from pydantic import BaseModel, ConfigDict, Field


class PairSettings(BaseModel):
    """What is needed for two documents, or the two languages of one, to be taken for translations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_main_share: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Documents that their names call translations need such a share of the language of the name",
    )
    min_self_share: float = Field(
        default=0.003,
        ge=0,
        le=0.5,
        description="A document pairs with itself when both languages have such a share; one paragraph is enough",
    )
    by_content: bool = Field(
        default=True,
        description="Look for translations by what documents say, among those that no name pairs",
    )
    min_content_score: float = Field(
        default=0.5, ge=0, le=1, description="Pairs found by content of a smaller estimated probability are left out"
    )
    max_other_share: float = Field(
        default=0.2,
        ge=0,
        le=0.5,
        description="A document with a larger share of the other language holds its translation itself",
    )
