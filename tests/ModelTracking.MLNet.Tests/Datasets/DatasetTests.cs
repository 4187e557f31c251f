using Microsoft.ML;
using ModelTracking.MLNet.Tests.Shared;

namespace ModelTracking.MLNet.Tests.Datasets;

public sealed class DatasetTests
{
    [Fact]
    public void The_same_data_has_the_same_digest_cached_or_not()
    {
        using var test = new TestRun();
        test.Run.LogDataset(Data.Binary(new MLContext(seed: 1)), "cached");
        test.Run.LogDataset(Data.Binary(new MLContext(seed: 2), cached: false), "lazy");

        var tags = test.Summary().Tags;
        Assert.Equal(tags["dataset.cached"], tags["dataset.lazy"]);
        Assert.Equal(569, test.Json("datasets/lazy.json").GetProperty("rows").GetInt64());
        var used = test.Summary().Datasets.Single(d => d.Name == "lazy");
        Assert.Equal((tags["dataset.lazy"], 569L, "lazy"), (used.Digest, used.Rows!.Value, used.Context));
        Assert.Contains(used.Columns, c => c is { Name: "Label", Type: "boolean" });
    }

    [Fact]
    public void Another_row_or_another_order_has_another_digest()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        test.Run.LogDataset(data, "all");
        test.Run.LogDataset(ml.Data.SkipRows(data, 1), "less");
        test.Run.LogDataset(ml.Data.ShuffleRows(data, seed: 3), "shuffled");

        Assert.Equal(3, test.Summary().Tags.Where(t => t.Key.StartsWith("dataset.", StringComparison.Ordinal)).Select(t => t.Value).Distinct().Count());
    }

    [Fact]
    public void A_fit_logs_the_schema_of_its_data()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        ml.MulticlassClassification.Trainers.NaiveBayes().Track(test.Run).Fit(Data.Multiclass(ml));

        var json = test.Json("datasets/train.json");
        var columns = json.GetProperty("schema").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.Equal("key", columns["Label"].GetProperty("type").GetString());
        Assert.Equal(3, columns["Label"].GetProperty("keys").GetInt32());
        Assert.Equal("float", columns["Features"].GetProperty("type").GetString());
        Assert.Equal("train", json.GetProperty("context").GetString());
        Assert.Equal(150, json.GetProperty("rows").GetInt64());
        Assert.Equal("dataset", test.Summary().Artifacts.Single(a => a.Path == "datasets/train.json").Kind);
    }

    [Fact]
    public void Nothing_is_read_where_the_digest_is_switched_off()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var reads = 0;
        var data = ml.Data.LoadFromEnumerable(Rows());
        var fitted = ml.Transforms.CopyColumns("B", "A");

        fitted.Track(test.Run, new MLNetOptions { DigestRows = 0 }).Fit(data);
        var without = reads;
        fitted.Track(test.Run).Fit(data);

        Assert.Equal(0, without);
        Assert.Equal(10, reads);

        IEnumerable<Row> Rows()
        {
            for (var i = 0; i < 10; i++)
            {
                reads++;
                yield return new Row { A = i };
            }
        }
    }

    private sealed class Row
    {
        public float A { get; set; }
    }
}
