using ModelTracking.Access;
using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Access;

/// <summary>The log of privileged acts.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public AuditLogTests() => TrackingClient.Open(_folder["store"]).Dispose();

    public void Dispose() => _folder.Dispose();

    private AuditLog Open() => AuditLog.Open(_folder["store"]);

    [Fact]
    public void Entries_of_several_programs_stand_in_it_in_their_order()
    {
        var (one, other) = (Open(), Open());
        one.Add("ada", "key.create", "grace");
        other.Add("grace", "model.alias", "model churn/3", "champion", "10.0.0.7");
        one.Add("eve", "refused", "POST /api/keys", problem: "denied");
        Assert.Equal(["refused", "model.alias"], Open().Read(2).Select(e => e.Action));
        Assert.Equal(("grace", "champion", "10.0.0.7"), (Open().Read()[1].By, Open().Read()[1].Details, Open().Read()[1].From));
        Assert.Empty(Open().Problems());
    }

    [Fact]
    public void T48_A_line_that_was_changed_or_taken_out_shows_and_nothing_is_added_behind_it()
    {
        Open().Add("ada", "key.create", "grace");
        Open().Add("eve", "model.approve", "model churn/3");
        Open().Add("ada", "key.revoke", "eve");
        var path = Path.Combine(_folder["store"], "access", "audit.log");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [lines[0], lines[2]]);
        Assert.Single(Open().Problems());
        Assert.Throws<TrackingException>(() => Open().Add("eve", "model.approve", "model churn/4"));
        File.WriteAllLines(path, [lines[0], lines[1].Replace("eve", "ada", StringComparison.Ordinal), lines[2]]);
        Assert.NotEmpty(Open().Problems());
    }
}
