using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class RevisionStamps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Stamp",
                table: "Environments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // a revision from before has one of this database: a copy that is migrated again gets others
            migrationBuilder.Sql("UPDATE Environments SET Stamp = random();");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "Environments");
        }
    }
}
