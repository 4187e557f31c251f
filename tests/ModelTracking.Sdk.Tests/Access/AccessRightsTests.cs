using ModelTracking.Access;

namespace ModelTracking.Tests.Access;

/// <summary>What roles add up to.</summary>
public sealed class AccessRightsTests
{
    private static AccessRights Rights(string grants) => new(grants.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AccessGrant.Parse));

    [Theory]
    [InlineData("", "digits", null)]
    [InlineData("reader", "digits", AccessRole.Reader)]
    [InlineData("reader:experiment=digits", "digits", AccessRole.Reader)]
    [InlineData("reader:experiment=digits", "digits2", null)]
    [InlineData("reader:experiment=digits", "Digits", null)]
    [InlineData("editor:experiment=digits*", "digits2", AccessRole.Editor)]
    [InlineData("reader editor:experiment=digits", "digits", AccessRole.Editor)]
    [InlineData("manager:experiment=digits reader", "digits", AccessRole.Manager)]
    [InlineData("manager:model=digits", "digits", null)]
    [InlineData("approver", "digits", null)]
    [InlineData("administrator", "digits", AccessRole.Manager)]
    public void A_role_on_an_experiment_is_the_highest_that_was_given(string grants, string experiment, AccessRole? expected) =>
        Assert.Equal(expected, Rights(grants).OnExperiment(experiment));

    [Theory]
    [InlineData("approver:model=churn", "churn", AccessRole.Reader, true)]
    [InlineData("approver:model=churn", "digits", null, false)]
    [InlineData("administrator", "churn", AccessRole.Manager, false)]
    [InlineData("manager", "churn", AccessRole.Manager, false)]
    [InlineData("manager:experiment=churn", "churn", null, false)]
    public void Approving_is_included_in_no_other_role(string grants, string model, AccessRole? expected, bool mayApprove)
    {
        Assert.Equal(expected, Rights(grants).OnModel(model));
        Assert.Equal(mayApprove, Rights(grants).MayApprove(model));
    }

    [Theory]
    [InlineData("manager:experiment=digits*", "editor:experiment=digits-2", true)]
    [InlineData("manager:experiment=digits*", "manager:experiment=digits*", true)]
    [InlineData("manager:experiment=digits*", "reader:experiment=dig*", false)]
    [InlineData("manager:experiment=digits*", "reader", false)]
    [InlineData("manager:experiment=digits", "reader:model=digits", false)]
    [InlineData("manager", "approver", false)]
    [InlineData("manager", "administrator", false)]
    [InlineData("editor", "reader", false)]
    [InlineData("administrator", "administrator", true)]
    public void A_manager_gives_roles_within_what_is_theirs_and_an_administrator_any(string grants, string wanted, bool may) =>
        Assert.Equal(may, Rights(grants).MayGrant(AccessGrant.Parse(wanted)));

    [Theory]
    [InlineData("owner", "is no role")]
    [InlineData("1", "is no role")]
    [InlineData("editor:", "limited to")]
    [InlineData("editor:digits", "limited to")]
    [InlineData("editor:experiment=", "limited to")]
    [InlineData("administrator:model=x", "never limited")]
    [InlineData("approver:experiment=x", "not experiments")]
    public void What_is_no_grant_is_refused_with_what_is_expected(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => AccessGrant.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("reader")]
    [InlineData("editor:experiment=digits*")]
    [InlineData("approver:model=a:b=c")]
    public void A_grant_reads_back_as_it_is_written(string text) => Assert.Equal(text, AccessGrant.Parse(text).ToString());
}
