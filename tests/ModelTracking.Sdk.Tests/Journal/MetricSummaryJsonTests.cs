using System.Text.Json;
using System.Text.Json.Serialization;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>The form written by hand is the one that generated code would write and read.</summary>
public sealed class MetricSummaryJsonTests
{
    // What the journal's JSON is, but for the converter in question.
    private static readonly JsonSerializerOptions Generated = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TheoryData<MetricSummary> Summaries =>
    [
        new MetricSummary { Key = "loss" },
        new MetricSummary
        {
            Key = "train/\"loss\" \u00e9\u4e2d", Context = "fold=2,split=test", Count = long.MaxValue, NanCount = 3, First = 0.1, Last = -1e-300, LastStep = -5,
            LastTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), Min = -1e-300, MinStep = 0, Max = 1.0 / 3, MaxStep = long.MaxValue,
            Mean = 5e-324, Goal = MetricGoal.Maximize, Unit = "m/s",
        },
        new MetricSummary { Key = "", Min = double.NegativeInfinity, Max = double.PositiveInfinity, Mean = double.NaN, First = double.NaN, Last = -0.0, Goal = MetricGoal.Minimize },
    ];

    [Theory]
    [MemberData(nameof(Summaries))]
    public void It_is_written_and_read_as_generated_code_would(MetricSummary summary)
    {
        var written = JsonSerializer.Serialize(new RunSummary { Id = TempRun.Id, Experiment = "", Name = "", Metrics = [summary] }, JournalJson.Default.RunSummary);
        Assert.Contains($"\"metrics\":[{JsonSerializer.Serialize(summary, Generated)}]", written, StringComparison.Ordinal);
        Assert.Equal([summary], JsonSerializer.Deserialize(written, JournalJson.Default.RunSummary)!.Metrics);
    }

    [Fact]
    public void What_a_newer_version_adds_is_passed_over_and_order_does_not_matter()
    {
        var read = Read("""{"later":{"a":[1,{"key":"no"}]},"goal":"Minimize","max":2,"minStep":null,"key":"loss","also":null,"count":7}""");
        Assert.Equal(new MetricSummary { Key = "loss", Count = 7, Max = 2, Goal = MetricGoal.Minimize }, read);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"key":"loss","min":"small"}""")]
    [InlineData("""{"key":"loss","goal":"Best"}""")]
    [InlineData("""{"key":"loss","count":"many"}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_is_none_is_refused_so_that_the_records_are_read_instead(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    private static MetricSummary Read(string json) =>
        JsonSerializer.Deserialize($$"""{"id":"{{TempRun.Id}}","experiment":"","name":"","metrics":[{{json}}]}""", JournalJson.Default.RunSummary)!.Metrics.Single();
}
