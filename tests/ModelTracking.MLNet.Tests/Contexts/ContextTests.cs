using Microsoft.ML;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Contexts;

public sealed class ContextTests
{
    [Fact]
    public void A_training_that_is_not_tracked_itself_shows_its_trainer_seconds_and_choices()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        using (ml.Track(test.Run))
        {
            ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 5).Fit(Data.Binary(ml));
        }

        var summary = test.Summary();
        Assert.Contains("LightGBM", summary.Param("training.trainer")?.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ParamValue.Of(20L), summary.Param("training.NumberOfLeaves"));
        Assert.Equal(1, summary.Metric("training.trainer_seconds")!.Count);
    }

    [Fact]
    public void A_training_that_is_tracked_itself_is_not_logged_twice()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        using var tracking = ml.Track(test.Run);

        ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 5).Track(test.Run).Fit(Data.Binary(ml));

        var summary = test.Summary();
        Assert.Equal("LightGbmBinary", summary.Param("training.trainer")?.ToString());
        Assert.Equal(1, summary.Metric("training.trainer_seconds")!.Count);
        Assert.DoesNotContain(summary.Params, p => p.Key.StartsWith("training.2", StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_and_errors_become_events_each_once()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        using var tracking = ml.Track(test.Run);

        for (var i = 0; i < 2; i++)
        {
            using var channel = ((IHostEnvironment)ml).Register("Loader").Start("Reading");
            channel.Warning(MessageSensitivity.None, "bad value in line 7");
            channel.Error(MessageSensitivity.None, "no more memory");
            channel.Info(MessageSensitivity.None, "good to know");
        }

        Assert.Equal([("mlnet.warning", "Loader; Reading: bad value in line 7"), ("mlnet.error", "Loader; Reading: no more memory")], test.Summary().Events.Select(e => (e.Name, e.Message)));
    }

    [Fact]
    public void Nothing_is_heard_after_the_tracking_was_disposed()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        ml.Track(test.Run).Dispose();

        Warn(ml, "too late");

        Assert.Empty(test.Summary().Events);
    }

    [Fact]
    public void Nested_trackings_log_to_the_inner_run_and_then_to_the_outer_one_again()
    {
        using var outer = new TestRun();
        using var inner = new TestRun();
        var ml = new MLContext(seed: 1);
        using (ml.Track(outer.Run))
        {
            Warn(ml, "first");
            using (ml.Track(inner.Run))
            {
                Warn(ml, "second");
            }

            Warn(ml, "third");
        }

        Assert.Equal(["Any; Thing: first", "Any; Thing: third"], outer.Summary().Events.Select(e => e.Message));
        Assert.Equal(["Any; Thing: second"], inner.Summary().Events.Select(e => e.Message));
    }

    [Fact]
    public async Task Runs_that_share_a_context_on_several_flows_do_not_mix()
    {
        var ml = new MLContext(seed: 1);
        TestRun[] tests = [new(), new(), new()];
        using var all = new Barrier(tests.Length);
        await Task.WhenAll(tests.Select((test, i) => Task.Factory.StartNew(
            () =>
            {
                using var tracking = ml.Track(test.Run);
                all.SignalAndWait();
                Warn(ml, $"of {i}");
                all.SignalAndWait();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        for (var i = 0; i < tests.Length; i++)
        {
            Assert.Equal([$"Any; Thing: of {i}"], tests[i].Summary().Events.Select(e => e.Message));
            tests[i].Dispose();
        }
    }

    [Fact]
    public void Two_contexts_log_to_two_runs()
    {
        using var first = new TestRun();
        using var second = new TestRun();
        var (one, two) = (new MLContext(), new MLContext());
        using var a = one.Track(first.Run);
        using var b = two.Track(second.Run);

        Warn(one, "one");
        Warn(two, "two");

        Assert.Equal(["Any; Thing: one"], first.Summary().Events.Select(e => e.Message));
        Assert.Equal(["Any; Thing: two"], second.Summary().Events.Select(e => e.Message));
    }

    [Fact]
    public void Messages_of_a_cursor_are_passed_over_unformatted()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        using var tracking = ml.Track(test.Run);
        var formatted = new Formatted();
        using var channel = ((IHostEnvironment)ml).Register("Cursor").Start("Cursor");

        channel.Trace(MessageSensitivity.None, "{0}", formatted);

        Assert.Equal(0, formatted.Times);
    }

    [Fact]
    public void A_user_s_own_log_handler_hears_what_it_did()
    {
        List<string> Heard(bool tracked)
        {
            using var test = new TestRun();
            var ml = new MLContext(seed: 1);
            var heard = new List<string>();
            var data = Data.Binary(ml, cached: false);
            ml.Log += (_, e) => heard.Add($"{e.Kind} {e.Source} {(e.RawMessage.Contains("lapsed", StringComparison.Ordinal) ? "" : e.RawMessage)}");
            using var tracking = tracked ? ml.Track(test.Run) : null;
            var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new() { NumberOfThreads = 1, MaximumNumberOfIterations = 3 });
            _ = tracked ? trainer.Track(test.Run, new MLNetOptions { LogDatasets = false }).Fit(data) : trainer.Fit(data);

            // Cursors of several threads come in any order; the trainer speaks on one.
            return [.. heard.Where(h => h.Contains("; Training", StringComparison.Ordinal))];
        }

        Assert.Equal(Heard(tracked: false), Heard(tracked: true));
    }

    private static void Warn(MLContext ml, string text)
    {
        using var channel = ((IHostEnvironment)ml).Register("Any").Start("Thing");
        channel.Warning(MessageSensitivity.None, text);
    }

    private sealed class Formatted
    {
        public int Times { get; private set; }

        public override string ToString()
        {
            Times++;
            return "";
        }
    }
}
