using System.Security.Claims;
using ModelTracking.Access;

namespace ModelTracking.Dashboard;

/// <summary>
/// Which roles the values of a claim give, for example groups of an organisation's sign-in. Who has none of them may do
/// nothing. Filled before it is used, read by any thread afterwards.
/// </summary>
public sealed class ClaimRoles
{
    /// <summary>Begins with no roles.</summary>
    /// <param name="claim">The claim's type, such as <c>groups</c>, <c>roles</c> or <see cref="ClaimTypes.Role"/>.</param>
    public ClaimRoles(string claim)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(claim);
        Claim = claim;
    }

    /// <summary>The claim's type.</summary>
    public string Claim { get; }

    /// <summary>Grants by the claim's value; the value <c>*</c> stands for everybody who has signed in.</summary>
    public IDictionary<string, IReadOnlyList<AccessGrant>> Grants { get; } = new Dictionary<string, IReadOnlyList<AccessGrant>>(StringComparer.Ordinal);

    /// <summary>Adds grants to a value of the claim.</summary>
    /// <param name="value">The value; <c>*</c> for everybody who has signed in.</param>
    /// <param name="grants">Grants as <see cref="AccessGrant.Parse"/> reads them, for example <c>editor:experiment=digits*</c>.</param>
    /// <returns>This, for more.</returns>
    /// <exception cref="FormatException">A text is no grant.</exception>
    public ClaimRoles Add(string value, params string[] grants)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(grants);
        Grants[value] = [.. Grants.TryGetValue(value, out var known) ? known : [], .. grants.Select(AccessGrant.Parse)];
        return this;
    }

    /// <summary>What somebody's claims give them; nothing where nobody has signed in.</summary>
    public AccessRights Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Identity?.IsAuthenticated != true
            ? AccessRights.Nothing
            : new AccessRights(user.FindAll(Claim).Select(c => c.Value).Where(v => v != "*").Append("*").SelectMany(v => Grants.TryGetValue(v, out var grants) ? grants : []));
    }
}
