using Mlflow.Stub;
using Mlflow.Stub.Faults;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>Whatever goes wrong on the way, the server has each point exactly once in the end.</summary>
public class FaultTests
{
    private static async Task AssertOnce(StoreKind store, Action<FaultScript> script)
    {
        await using var world = await World.OpenAsync(store);
        var id = world.TrainTypically();
        script(world.Server.Faults);
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }

    public static TheoryData<StoreKind, string> EveryFault()
    {
        var data = new TheoryData<StoreKind, string>();
        foreach (var store in new[] { StoreKind.Sql, StoreKind.File })
        {
            foreach (var fault in Named.Keys)
            {
                data.Add(store, fault);
            }
        }

        return data;
    }

    private static readonly Dictionary<string, Fault> Named = new()
    {
        ["reset before"] = Fault.ResetBefore,
        ["reset after"] = Fault.ResetAfter,
        ["cut answer"] = Fault.CutAnswer,
        ["html 500"] = Fault.Html500,
        ["html 500 after"] = Fault.Html500After,
        ["503"] = Fault.Busy(503, TimeSpan.Zero),
        ["429"] = Fault.Busy(429, TimeSpan.Zero),
        ["502"] = Fault.Status(502, "<html><body>Bad Gateway</body></html>", "text/html"),
    };

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task A_fault_at_every_request_boundary_doubles_and_loses_nothing(StoreKind store, string fault)
    {
        await using var counted = await World.OpenAsync(store);
        counted.TrainTypically();
        await counted.SyncAsync();
        for (var request = 1; request <= counted.Server.RequestCount; request++)
        {
            await AssertOnce(store, f => f.At(request, Named[fault]));
        }
    }

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task Answers_lost_one_after_the_other_double_nothing(StoreKind store) =>
        await AssertOnce(store, f => f.On("runs/create", Fault.ResetAfter, 1, 1).On("runs/log-batch", Fault.ResetAfter, 1, 4).On("runs/log-batch", Fault.CutAnswer, 6, 2));

    [Fact]
    public async Task A_server_that_forgets_the_run_gets_it_again()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        world.Server.Faults.On("runs/log-batch", Fault.ForgetRuns, 3);
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task A_run_that_was_deleted_on_the_server_is_left_alone_and_said()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        await world.SyncAsync();
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = world.Folder))
        {
            using var run = client.ResumeRun(id);
            run.LogMetric("loss", 1, 9999);
        }

        world.Run(id).Deleted = true;
        var report = await world.SyncAsync();
        Assert.Contains("was deleted", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(report.Replicas).Quarantined);
        world.Run(id).Deleted = false;
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(2501, world.Run(id).Points("loss").Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Who_is_not_let_in_is_told_what_to_set(int status)
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        world.Server.Faults.Always("", status == 401 ? Fault.Unauthorized : Fault.Forbidden);
        var report = await world.SyncAsync();
        Assert.Contains("MLFLOW_TRACKING_TOKEN", Assert.Single(report.Problems), StringComparison.Ordinal);
        world.Server.Faults.Clear();
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_once_and_the_request_goes_on()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        world.Server.Faults.On("runs/log-batch", Fault.Unauthorized, 2);
        var renewals = 0;
        var options = world.Options();
        options.TokenProvider = (renew, _) => ValueTask.FromResult($"token-{(renew ? ++renewals : renewals)}");
        Assert.True((await world.SyncAsync(options)).IsComplete);
        Assert.Equal(1, renewals);
        Assert.Equal("Bearer token-1", world.Server.Requests.Last().Headers["authorization"]);
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task Too_large_a_batch_is_halved_until_it_fits()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { LargestBody = 20_000 });
        var id = world.TrainTypically();
        Assert.True((await world.SyncAsync()).IsComplete);
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed_and_carries_no_secret()
    {
        await using var thief = await World.OpenAsync();
        await using var world = await World.OpenAsync();
        world.TrainTypically();
        world.Server.Faults.Always("", Fault.Redirect(thief.Server.Address));
        var options = world.Options();
        options.Token = "secret-token";
        var report = await world.SyncAsync(options);
        Assert.Contains(thief.Server.Address.Authority, Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal(0, thief.Server.RequestCount);
        Assert.DoesNotContain(Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories), f => System.IO.File.ReadAllText(f).Contains("secret-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_tried_again()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        world.Server.Faults.On("runs/log-batch", Fault.Hang, 2);
        var options = world.Options();
        options.RequestTimeout = TimeSpan.FromMilliseconds(300);
        Assert.False((await world.SyncAsync(options)).IsComplete);
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task A_trickling_answer_is_given_up_and_doubles_nothing()
    {
        await using var world = await World.OpenAsync(StoreKind.File);
        var id = world.TrainTypically();
        world.Server.Faults.On("experiments/get-by-name", Fault.Trickle(1, TimeSpan.FromMilliseconds(100)));
        var options = world.Options();
        options.RequestTimeout = TimeSpan.FromMilliseconds(300);
        Assert.False((await world.SyncAsync(options)).IsComplete);
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }

    [Fact]
    public async Task A_huge_answer_is_not_read_to_its_end()
    {
        await using var world = await World.OpenAsync();
        world.TrainTypically();
        world.Server.Faults.On("experiments/get-by-name", Fault.Huge(1L << 40));
        var report = await world.SyncAsync();
        Assert.Contains("MiB", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_costs_nothing_and_gets_all_of_it_later()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        await world.Server.GoAwayAsync();
        Assert.Contains("cannot be reached", Assert.Single((await world.SyncAsync()).Problems), StringComparison.Ordinal);
        await world.Server.ComeBackAsync();
        Assert.True((await world.SyncAsync()).IsComplete);
        world.AssertTypicalRunOnce(id);
    }

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task A_program_that_exits_while_the_server_keeps_it_waiting_doubles_nothing(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        var storedThenSilent = new Fault("stored, then silent", async c =>
        {
            c.Handle();
            await Fault.Hang.Act(c);
        });
        world.Server.Faults.On("runs/log-batch", storedThenSilent);
        RunId id;
        await using (var client = ModelTracking.Tests.Some.Client(o =>
        {
            o.Store = world.Folder;
            o.Replicas.Add(new ModelTracking.MLflow.Replication.MlflowTarget(world.Options()));
            o.Replication.ShutdownTimeout = TimeSpan.FromMilliseconds(500);
        }))
        {
            await using var run = client.StartRun("iris");
            id = run.Id;
            for (var step = 0; step < 100; step++)
            {
                run.LogMetric("loss", step, step);
            }
        }

        await world.SyncUntilDoneAsync();
        Assert.Equal(Enumerable.Range(0, 100).Select(s => (long)s), world.Run(id).Points("loss").Select(p => p.Step).Order());
        Assert.Equal("FINISHED", world.Run(id).Status);
    }
}
