namespace SecretsDashboard.Access;

/// <summary>What somebody was not allowed to do, in the words of a sentence. The entry has the permission's name, "manage people".</summary>
internal static class RefusedDeed
{
    /// <summary>What stands behind "was not allowed to".</summary>
    /// <param name="tried">The name as the entry has it; one that no permission has any more stays as it is.</param>
    public static string In(string tried) => Enum.TryParse<Permission>(tried.Replace(" ", ""), ignoreCase: true, out var permission) ? In(permission) : tried;

    private static string In(Permission permission) => permission switch
    {
        Permission.UseInstance => "use the server",
        Permission.ManageOwnAccount => "change their account",
        Permission.ManagePeople => "manage people",
        Permission.ManageOwners => "manage Owners",
        Permission.ManageInstance => "change the server's settings",
        Permission.ChooseReceivers => "choose the projects that receive shared secrets",
        Permission.CreateProject => "create projects",
        Permission.SeeProject => "see secrets",
        Permission.ChangeSecrets => "change secrets",
        Permission.ChangeProtected => "change protected environments",
        Permission.ManageProject => "change settings",
        Permission.ManageMembers => "manage members",
        Permission.JoinProject => "become a Manager",
        Permission.ManageTokens => "manage tokens",
        Permission.ReadAudit => "read the audit log",
        Permission.ReadInstanceAudit => "read the server's audit log",
        Permission.DeleteProject => "delete the project",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "This permission has no words yet."),
    };
}
