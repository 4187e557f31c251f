using Mlflow.Stub;
using Mlflow.Stub.Faults;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>Large artifacts go in parts, and a transfer that breaks off goes on with the part that is missing.</summary>
public class MultipartTests
{
    private static MlflowOptions Options(World world)
    {
        var options = world.Options();
        options.MultipartThreshold = 100_000;
        options.PartSize = 50_000;
        options.MaxRetries = 0;
        return options;
    }

    private static int Parts(World world) => world.Server.Requests.Count(r => r.Method == "PUT");

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_with_the_missing_part()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Multipart = true });
        using var mlflow = new MlflowClient(Options(world));
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        var file = world.Scratch("big.txt");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        var parts = (int)Math.Ceiling(new FileInfo(file).Length / 50_000.0);
        var puts = 0;
        world.Server.Faults.Always("", new Fault("the third part is lost", async c =>
        {
            if (c.Request.Method == "PUT" && ++puts == 3)
            {
                c.Connection.Abort();
                return;
            }

            await c.SendAsync(c.Handle());
        }));
        await Assert.ThrowsAsync<MlflowException>(() => mlflow.Artifacts.UploadAsync(run, file));
        Assert.Equal(3, Parts(world));
        await mlflow.Artifacts.UploadAsync(run, file);
        Assert.Equal(parts + 1, Parts(world));
        using var reader = new StreamReader(await mlflow.Artifacts.OpenReadAsync(run, "big.txt"));
        Assert.Equal(await File.ReadAllTextAsync(file), await reader.ReadToEndAsync());
        Assert.Single(world.Server.Requests, r => r.Path.Contains("mpu/create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_that_have_expired_are_asked_for_again()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Multipart = true });
        var text = new string('x', 200_000);
        var id = world.Train(run => run.LogText(text, "big.txt"));
        var refused = 0;
        world.Server.Faults.Always("", new Fault("one address has expired", c =>
            c.SendAsync(c.Request.Method == "PUT" && refused++ == 1 ? Mlflow.Stub.Http.Answer.Text("expired", 403) : c.Handle())));
        for (var tries = 0; tries < 5 && !(await world.SyncAsync(Options(world))).IsComplete; tries++)
        {
        }

        Assert.Equal(text, world.File(id, "big.txt"));
    }
}
