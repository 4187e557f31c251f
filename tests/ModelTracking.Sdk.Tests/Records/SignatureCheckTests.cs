using ModelTracking.Records;

namespace ModelTracking.Tests.Records;

public sealed class SignatureCheckTests
{
    private static readonly ModelLogged Model = new("net", "torchsharp", "net")
    {
        Inputs = [new("pixels", "float") { Shape = [-1, 64] }, new("mask", "float") { IsRequired = false }, new("id", "long")],
    };

    private static string[] Check(params ColumnSpec[] columns) => [.. Model.CheckInput(columns)];

    [Fact]
    public void Data_that_fits_is_passed_and_other_columns_do_not_matter() =>
        Assert.Empty(Check(new("pixels", "float") { Shape = [32, 64] }, new("id", "Long"), new("note", "string")));

    [Fact]
    public void What_is_missing_or_otherwise_is_named_with_what_the_model_takes()
    {
        Assert.Equal(
            ["Column 'pixels' is float[32, 63]; the model takes float[-1, 64].", "Column 'mask' is string; the model takes float.", "Column 'id' (long) is missing; there is 'ID'."],
            Check(new("pixels", "float") { Shape = [32, 63] }, new("mask", "string"), new("ID", "long")));
        Assert.Equal(
            ["Column 'pixels' is float; the model takes float[-1, 64].", "Column 'id' may have no value; the model takes none without."],
            Check(new("pixels", "float"), new("id", "long") { IsRequired = false }));
    }

    [Fact]
    public void A_model_that_told_no_inputs_takes_all() => Assert.Empty(new ModelLogged("m", "other", "m").CheckInput([new("x", "float")]));
}
