using System.Net;
using Mlflow.Stub;
using ModelTracking.MLflow.Tests.Replication;

namespace ModelTracking.MLflow.Tests.Client;

/// <summary>A server with basic authentication: who gets in, who may do what, and who says so.</summary>
public class UserTests
{
    private static Task<World> OpenAsync() => World.OpenAsync(options: new StubOptions { Admin = ("admin", "password1234") });

    private static MlflowClient As(World world, string? user, string password = "passwordpassword")
    {
        var options = world.Options();
        (options.Username, options.Password) = (user, user is null ? null : password);
        return new MlflowClient(options);
    }

    private static MlflowClient Admin(World world) => As(world, "admin", "password1234");

    [Fact]
    public async Task Users_are_made_changed_and_deleted()
    {
        await using var world = await OpenAsync();
        using var mlflow = Admin(world);
        var made = await mlflow.Users.CreateAsync("bob", "passwordpassword");
        Assert.Equal((2, "bob", false), (made.Id, made.Username, made.IsAdmin));
        Assert.Null(await mlflow.Users.FindAsync("zed"));
        await mlflow.Users.SetAdminAsync("bob", isAdmin: true);
        await mlflow.Users.SetPasswordAsync("bob", "anotherpassword1");
        using var bob = As(world, "bob", "anotherpassword1");
        Assert.True((await bob.Users.FindAsync("bob"))!.IsAdmin);
        Assert.True((await Assert.ThrowsAsync<MlflowException>(() => mlflow.Users.CreateAsync("bob", "passwordpassword"))).AlreadyExists);
        var tooShort = await Assert.ThrowsAsync<MlflowException>(() => mlflow.Users.CreateAsync("eve", "short"));
        Assert.Contains("longer than 12 characters", tooShort.Message, StringComparison.Ordinal);
        await mlflow.Users.DeleteAsync("bob");
        Assert.Null(await mlflow.Users.FindAsync("bob"));
    }

    [Fact]
    public async Task Permissions_on_experiments_and_models_are_granted_changed_and_taken_back()
    {
        await using var world = await OpenAsync();
        using var mlflow = Admin(world);
        await mlflow.Users.CreateAsync("bob", "passwordpassword");
        await mlflow.Models.CreateAsync("net");
        using var bob = As(world, "bob");
        foreach (var (permissions, thing, write) in new (MlflowPermissions, string, Func<Task>)[]
        {
            (mlflow.ExperimentPermissions, "0", () => bob.Experiments.SetTagAsync("0", "a", "b")),
            (mlflow.ModelPermissions, "net", () => bob.Models.SetTagAsync("net", "a", "b")),
        })
        {
            Assert.Null(await permissions.FindAsync(thing, "bob"));
            Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<MlflowException>(write)).StatusCode);
            var granted = await permissions.CreateAsync(thing, "bob", MlflowGrant.Read);
            Assert.Equal((thing, 2, "READ"), (granted.ExperimentId ?? granted.Name, granted.UserId, granted.Permission));
            Assert.True((await Assert.ThrowsAsync<MlflowException>(() => permissions.CreateAsync(thing, "bob", MlflowGrant.Edit))).AlreadyExists);
            await permissions.UpdateAsync(thing, "bob", MlflowGrant.Edit);
            await write();
            Assert.Equal("EDIT", (await permissions.FindAsync(thing, "bob"))!.Permission);
            var own = (await bob.Users.FindAsync("bob"))!;
            Assert.Contains(own.ExperimentPermissions.Concat(own.RegisteredModelPermissions), p => (p.ExperimentId ?? p.Name) == thing && p.Permission == "EDIT");
            await permissions.DeleteAsync(thing, "bob");
            Assert.Null(await permissions.FindAsync(thing, "bob"));
            Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<MlflowException>(write)).StatusCode);
        }
    }

    [Theory]
    [InlineData(null, 401, "You are not authenticated")]
    [InlineData("stranger", 401, "You are not authenticated")]
    [InlineData("bob", 403, "Permission denied")]
    public async Task Who_may_not_is_told_what_to_set(string? user, int status, string words)
    {
        await using var world = await OpenAsync();
        using var admin = Admin(world);
        await admin.Users.CreateAsync("bob", "passwordpassword");
        using var mlflow = As(world, user);
        var error = await Assert.ThrowsAsync<MlflowException>(() => mlflow.Experiments.SetTagAsync("0", "a", "b"));
        Assert.Equal(status, (int)error.StatusCode!);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD", error.Message, StringComparison.Ordinal);
        Assert.Contains("this user may edit the experiment", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("passwordpassword", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_rights_of_an_administrator_trains_into_experiments_and_models_of_their_own()
    {
        await using var world = await OpenAsync();
        using var admin = Admin(world);
        await admin.Users.CreateAsync("bob", "passwordpassword");
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        var id = world.TrainTypically();
        world.Train(run => run.LogModel("net", file));
        string stored;
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = world.Folder))
        {
            var commit = client.Repository("net").Commit("first", c => c.Model("net", file));
            stored = client.Models.Register("net", commit).Files.Keys.Single();
        }

        var options = world.Options();
        (options.Username, options.Password) = ("bob", "passwordpassword");
        Assert.True((await world.SyncAsync(options)).IsComplete);
        await using var replicator = new ModelTracking.Replication.Replicator(ModelTracking.Backends.FileStore.Open(world.Folder), [new ModelTracking.MLflow.Replication.MlflowTarget(options)]);
        Assert.Empty(await replicator.SyncModelsAsync(ModelTracking.Versioning.VersionStore.Open(world.Folder).Models));
        using var bob = As(world, "bob");
        var version = (await bob.Models.FindVersionAsync("net", 1))!;
        var keeper = (await bob.Experiments.FindByNameAsync("modeltracking-models"))!;
        Assert.StartsWith($"mlflow-artifacts:/{keeper.ExperimentId}/net/1", version.Source, StringComparison.Ordinal);
        Assert.Equal("weights"u8.ToArray(), world.Server.State.Artifacts.Find($"{keeper.ExperimentId}/net/1/{stored}"));
        Assert.Equal("LOGGED_MODEL_READY", Assert.Single(world.Server.State.LoggedModels.Values).Status);
        world.AssertTypicalRunOnce(id);
        Assert.Equal("MANAGE", (await admin.ExperimentPermissions.FindAsync(world.Run(id).ExperimentId, "bob"))!.Permission);
    }
}
