using FsCheck;
using FsCheck.Fluent;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>Random records that look for trouble: odd numbers, steps without order, times that jump back, strange keys.</summary>
public static class RecordArbitraries
{
    private static readonly string[] Texts =
        ["loss", "train/acc", "мера", "損失 🙂", "a\nb\t\"c\"\\", new string('k', 10_000), "..", "", "seq", "\u2028"];

    private static readonly double[] OddValues =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, float.Epsilon,
        double.MaxValue, float.MaxValue, 1.0 / 3, 0.1f, BitConverter.Int64BitsToDouble(0x7FF8000000000123),
    ];

    private static readonly long[] OddNumbers =
        [MetricPoint.NoStep, long.MinValue + 1, -1, 0, 1, 2, 1L << 53, long.MaxValue - 1, long.MaxValue];

    public static Arbitrary<TrackingRecord> Record() => Gen.OneOf(
        Metrics().Select(m => (TrackingRecord)m),
        Metrics().Select(m => (TrackingRecord)m),
        from key in Text() from value in Value() select (TrackingRecord)new ParamLogged(key, value) { Time = TempRun.Start },
        from key in Text() from value in Text() select (TrackingRecord)new TagSet(key, value.Length == 0 ? null : value) { Time = TempRun.Start },
        from path in Text() from length in Numbers() select (TrackingRecord)new ArtifactLogged(path, new string('0', 64), length, "a/b") { Step = length, Time = TempRun.Start },
        from name in Text() from message in Text() select (TrackingRecord)new EventLogged(name, message) { Severity = EventSeverity.Error, Time = TempRun.Start },
        from key in Text() select (TrackingRecord)new MetricDeclared(key, MetricGoal.Minimize) { Unit = "%", Time = TempRun.Start }).ToArbitrary();

    /// <summary>The records with the numbers that the delivery loop would give them.</summary>
    public static List<TrackingRecord> Number(IEnumerable<TrackingRecord> records, long first = 1)
    {
        var numbered = new List<TrackingRecord>();
        foreach (var record in records)
        {
            numbered.Add(record with { Sequence = first });
            first += record.Count;
        }

        return numbered;
    }

    private static Gen<string> Text() => Gen.Elements(Texts);

    private static Gen<long> Numbers() => Gen.OneOf(Gen.Elements(OddNumbers), Gen.Choose(-5, 1000).Select(i => (long)i));

    private static Gen<double> Doubles() => Gen.OneOf(
        Gen.Elements(OddValues), Gen.Choose(-1000, 1000).Select(i => (double)(i * 0.37f)), Gen.Choose(-1000, 1000).Select(i => i / 7.0));

    private static Gen<ParamValue> Value() => Gen.OneOf(
        Doubles().Where(d => !double.IsNaN(d)).Select(ParamValue.Of),
        Numbers().Select(ParamValue.Of),
        Text().Select(t => ParamValue.Of(t)),
        Gen.Constant(ParamValue.Null),
        Gen.Constant(ParamValue.Of(true)));

    private static Gen<MetricsLogged> Metrics() =>
        from name in Text()
        from context in Gen.Elements("", "train", "b=1,a=2")
        from regular in Gen.Elements(true, false)
        from count in Gen.Choose(1, 300)
        from values in Doubles().ListOf(count)
        from steps in Numbers().ListOf(count)
        from times in Numbers().ListOf(count)
        select new MetricsLogged(
            new MetricKey(name, context),
            Enumerable.Range(0, count).Select(i => regular
                ? new MetricPoint(values[i], i * 10, 1_000_000 + (i * 300) + (steps[i] & 31))
                : new MetricPoint(values[i], steps[i], times[i])).ToArray());
}
