using System.Linq.Expressions;
using System.Text.RegularExpressions;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Reading.Linq;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Linq;

/// <summary>A lambda gives the same tree as the text that says the same.</summary>
public class LinqTests
{
    private static readonly FixedReader Runs = new(
        Sample.Run(1, r => r.Param("lr", 0.1).Param("opt", "adam").Tag("team", "cv").Metric("loss", 0.5, 0.05)),
        Sample.Run(2, r => r.Param("lr", 0.001).Param("opt", "sgd").Metric("loss", 0.4, 0.04)),
        Sample.Run(3, r => r.Param("lr", 0.005).Metric("loss", 0.6, 0.6)));

    private static RunFilter Of(Expression<Func<IQueriedRun, bool>> condition) => new RunQuery(Runs).Where(condition).Search.Filter!;

    private static void Same(string text, Expression<Func<IQueriedRun, bool>> condition) => Assert.Equal(RunFilter.Parse(text), Of(condition));

    [Fact]
    public void Comparisons_of_metrics_params_and_tags()
    {
        Same("min(metrics.loss) < 0.1 AND params.lr < 0.01", r => r.Metric("loss").Min < 0.1 && r.Param<double>("lr") < 0.01);
        Same("metrics.loss[train] >= 1 OR NOT tags.team = 'cv'", r => r.Metric("loss", "train").Last >= 1 || !(r.Tag("team") == "cv"));
        Same("best(metrics.acc) != 0.5", r => r.Metric("acc").Best != 0.5);
        Same("params.shuffle = true AND NOT params.debug = true", r => r.Param<bool>("shuffle") && !r.Param<bool>("debug"));
        Same("params.epochs > 10", r => r.Param<int>("epochs") > 10);
        Same("count(metrics.loss) > 100", r => r.Metric("loss").Count > 100);
        Same("at(metrics.loss, 7) < 1 AND at_best(metrics.recall, metrics.f1) > 0.5", r => r.Metric("loss").At(7) < 1 && r.Metric("recall").AtBest("f1") > 0.5);
        Same("metrics.loss IS NAN", r => double.IsNaN(r.Metric("loss").Last));
    }

    [Fact]
    public void Facts_about_the_run()
    {
        Same("status = 'FINISHED'", r => r.Status == RunStatus.Finished);
        Same("'FAILED' != status", r => RunStatus.Failed != r.Status);
        Same("duration > 2h", r => r.Duration > TimeSpan.FromHours(2));
        Same("end_time IS NULL AND user_id IS NOT NULL", r => r.EndTime == null && r.User != null);
        Same("end_time IS NOT NULL", r => r.EndTime.HasValue);
        var day = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        Same("start_time > '2026-01-31T00:00:00Z'", r => r.StartTime > day);
        Same("experiment = 'iris' AND run_name = 'a'", r => r.Experiment.Equals("iris") && r.Name == "a");
        Same("git.branch = 'main' AND env.host = 'box' AND model.flavor = 'onnx' AND datasets.name = 'iris'", r => r.Git("branch") == "main" && r.Environment("host") == "box" && r.Model("flavor") == "onnx" && r.Dataset("name") == "iris");
    }

    [Fact]
    public void Texts_lists_and_patterns()
    {
        string[] optimizers = ["adam", "lion"];
        var list = new List<double> { 0.1, 0.2 };
        Same("params.opt IN ('adam', 'lion')", r => optimizers.Contains(r.Param<string>("opt")));
        Same("params.lr IN (0.1, 0.2)", r => list.Contains(r.Param<double>("lr")));
        Same("run_name LIKE 'res%' AND run_name LIKE '%net' AND tags.a LIKE '%x%'", r => r.Name.StartsWith("res") && r.Name.EndsWith("net") && r.Tag("a")!.Contains('x'));
        Same("run_name ILIKE 'res%'", r => r.Name.StartsWith("res", StringComparison.OrdinalIgnoreCase));
        Same("run_name RLIKE '^tmp-[0-9]+'", r => Regex.IsMatch(r.Name, "^tmp-[0-9]+"));
        Same("run_name RLIKE '^(?s:a_b)'", r => r.Name.StartsWith("a_b"));
        Same("metrics HAS 'loss' AND params HAS 'lr' AND tags HAS 'gold' AND artifacts HAS 'model.zip'", r => r.HasMetric("loss") && r.HasParam("lr") && r.HasTag("gold") && r.HasArtifact("model.zip"));
    }

    [Fact]
    public void Arithmetic_and_values_from_outside()
    {
        var (factor, key) = (0.5, "lo" + "ss");
        Same("metrics.loss / params.cost > 0.5", r => r.Metric("loss").Last / r.Param<double>("cost") > factor);
        Same("metrics.loss + 1 < -metrics.b * 2", r => r.Metric(key).Last + 1 < -r.Metric("b").Last * 2);
        Same("metrics.loss < 1.5", r => r.Metric(key).Last < Math.Max(1.5, factor));
        Same("metrics.f1 / params.cost > 1", r => r.Value<double>("metrics.f1 / params.cost") > 1);
    }

    [Fact]
    public void Related_runs()
    {
        Same("ANY CHILD (metrics.acc > 0.9) AND PARENT (tags.team = 'cv')", r => r.AnyChild(c => c.Metric("acc").Last > 0.9) && r.Parent(p => p.Tag("team") == "cv"));
    }

    [Fact]
    public async Task A_lambda_finds_and_orders_runs()
    {
        var found = await new RunQuery(Runs).Where(r => r.Metric("loss").Min < 0.1 && r.Param<double>("lr") < 0.2).OrderByDescending(r => r.Param<double>("lr")).ToIdsAsync();
        Assert.Equal([Sample.Id(1), Sample.Id(2)], found);
        Assert.Equal([Sample.Id(2), Sample.Id(1), Sample.Id(3)], await new RunQuery(Runs).OrderBy(r => r.Metric("loss").Last).ToIdsAsync());
        Assert.Equal([Sample.Id(3)], await new RunQuery(Runs).Where(r => r.Param<string>("opt") == null).ToIdsAsync());
    }

    [Fact]
    public void What_a_query_cannot_say_is_refused_with_a_remedy()
    {
        Assert.Contains("cannot say", Assert.Throws<NotSupportedException>(() => Of(r => r.Name.Length > 3)).Message, StringComparison.Ordinal);
        Assert.Contains("which of the metric's values", Assert.Throws<NotSupportedException>(() => Of(r => r.Metric("loss").Equals(r.Metric("acc")))).Message, StringComparison.Ordinal);
        DateTimeOffset? never = null;
        Assert.Contains("== and !=", Assert.Throws<NotSupportedException>(() => Of(r => r.EndTime > never)).Message, StringComparison.Ordinal);
    }
}
