using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.Backends;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLNet.Tests.Runs;

/// <summary>Tracked runs can be analysed with ML.NET itself.</summary>
public sealed class RunDataViewTests
{
    private static async Task<TrackingClient> Runs()
    {
        var client = Some.Client(new InMemoryBackend());
        for (var i = 0; i < 40; i++)
        {
            await using var run = client.StartRun("grid", new RunOptions { Name = $"run-{i}" });
            run.LogParam("lr", 0.001 * (i + 1));
            run.LogParam("optimizer", i % 2 == 0 ? "adam" : "sgd");
            run.LogParam("shuffle", i % 3 == 0);
            run.Metric("accuracy", goal: MetricGoal.Maximize).Log(0.5 + (0.01 * i), 1);
            if (i == 7)
            {
                run.SetTag("note", "odd");
            }
        }

        return client;
    }

    [Fact]
    public async Task Runs_become_rows_with_typed_columns()
    {
        await using var client = await Runs();
        var data = client.Runs.OrderBy("params.lr").ToDataView();
        Assert.Equal(40, data.GetRowCount());
        Assert.Equal(NumberDataViewType.Single, data.Schema["params.lr"].Type);
        Assert.Equal(TextDataViewType.Instance, data.Schema["params.optimizer"].Type);
        Assert.Equal(BooleanDataViewType.Instance, data.Schema["params.shuffle"].Type);
        Assert.Equal(DateTimeOffsetDataViewType.Instance, data.Schema["start_time"].Type);
        Assert.Equal([0.001f, 0.002f], data.GetColumn<float>("params.lr").Take(2));
        Assert.Equal(["adam", "sgd"], data.GetColumn<string>("params.optimizer").Take(2));
        Assert.Equal("odd", data.GetColumn<string>("tags.note").ElementAt(7));
    }

    [Fact]
    public async Task A_model_learns_which_params_decide()
    {
        await using var client = await Runs();
        var context = new MLContext(1);
        var data = await client.Runs.Where("params.lr IS NOT NULL").ToDataViewAsync("params.lr AS lr, params.optimizer AS optimizer, best(metrics.accuracy) AS Label");
        var model = context.Transforms.Categorical.OneHotEncoding("optimizer")
            .Append(context.Transforms.Concatenate("Features", "lr", "optimizer"))
            .Append(context.Transforms.NormalizeMinMax("Features"))
            .Append(context.Regression.Trainers.Sdca())
            .Fit(data);
        Assert.True(context.Regression.Evaluate(model.Transform(data)).RSquared > 0.9);
    }

    [Fact]
    public async Task What_a_run_does_not_have_is_NaN_or_empty()
    {
        await using var client = await Runs();
        var data = client.Runs.Select("params.missing AS nothing, tags.note AS note").ToDataView();
        Assert.All(data.GetColumn<float>("nothing"), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(39, data.GetColumn<string>("note").Count(t => t.Length == 0));
    }
}
