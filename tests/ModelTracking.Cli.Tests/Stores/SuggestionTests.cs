namespace ModelTracking.Cli.Tests.Stores;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("acuracy", "accuracy")]
    [InlineData("lsos", "loss")]
    [InlineData("LOSS", "loss")]
    [InlineData("train/acc", null)]
    [InlineData("x", null)]
    public void A_slip_of_the_fingers_is_understood_and_a_different_word_is_not(string written, string? expected) =>
        Assert.Equal(expected, Suggestion.Nearest(written, ["loss", "accuracy", "epoch_time"]));
}
