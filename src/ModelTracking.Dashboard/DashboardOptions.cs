using ModelTracking.Dashboard.Access;

namespace ModelTracking.Dashboard;

/// <summary>How a dashboard is shown. Plain values, read once.</summary>
public sealed class DashboardOptions
{
    /// <summary>The client whose store is shown. Default: the one in the app's services, where there is one.</summary>
    public TrackingClient? Client { get; set; }

    /// <summary>The folder of the store that is shown, where <see cref="Client"/> is not set. Default: <c>MODELTRACKING_URI</c>, else <c>./mltrack</c>.</summary>
    public string? Store { get; set; }

    /// <summary>Takes away everything that changes the store. Default: false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>The app's authorization policy that somebody must meet to change models: aliases, stages, descriptions. Default: none but that of all endpoints.</summary>
    public string? ChangePolicy { get; set; }

    /// <summary>The app's authorization policy that somebody must meet to approve, reject, or roll back. Default: <see cref="ChangePolicy"/>.</summary>
    public string? ApprovalPolicy { get; set; }

    /// <summary>
    /// What claims of the app's users give them, per experiment and model, on top of the app's policies. With it, what others may not see is not
    /// there for them, and privileged acts are noted in the store's audit log. Default: none, and everybody whom the policies let in may do everything.
    /// </summary>
    public ClaimRoles? Roles { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How often the store is looked at while somebody watches. Default: 400 ms.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Lets people in without a host's help, given the store's folder; null inside a host.</summary>
    internal Func<DashboardSource, IGate>? Gate { get; set; }
}
